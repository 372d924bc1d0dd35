package io.webhookisolation.model;

/**
 * One guarded write; {@code apply} turns it into API calls that the API server refuses if the world moved.
 *
 * <p>Every Step carries the UID and resourceVersion of the Service it was decided on.
 */
public sealed interface Step {

    ServiceReference service();

    String uid();

    String resourceVersion();

    /** One sentence: why. */
    String reason();

    /**
     * Adds keys to a selector and leaves the undo record.
     *
     * @param before the whole selector that the decision saw
     */
    record NarrowSelector(
            ServiceReference service,
            String uid,
            String resourceVersion,
            LabelSet before,
            LabelSet add,
            AppliedRecord record,
            String reason)
            implements Step {}

    /**
     * Removes our keys, where the value is still ours, and the undo record with them.
     *
     * @param remove the keys, with the values they must still have
     */
    record RestoreSelector(
            ServiceReference service,
            String uid,
            String resourceVersion,
            LabelSet remove,
            RestoreCause cause,
            String reason)
            implements Step {}

    /** Drops our entry from {@code managedFields}, so that the owner's next server-side apply meets no conflict. */
    record ReleaseFields(ServiceReference service, String uid, String resourceVersion, String reason) implements Step {}
}
