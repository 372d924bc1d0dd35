package io.webhookisolation.model;

/**
 * One guarded write; {@code apply} turns it into API calls that the API server refuses if the world moved.
 *
 * <p>Every Step carries the UID and resourceVersion of the object it was decided on: the Service, or a workload behind
 * it.
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

    /** A write to a workload behind the Service. */
    sealed interface OnWorkload extends Step {

        ObjectKey workload();
    }

    /**
     * Adds labels to a workload's Pod template, which starts a rollout, and leaves the undo record.
     *
     * @param before all labels of the template that the decision saw
     * @param annotated the workload has annotations
     */
    record LabelTemplate(
            ServiceReference service,
            ObjectKey workload,
            String uid,
            String resourceVersion,
            LabelSet before,
            LabelSet add,
            boolean annotated,
            TemplateRecord record,
            String reason)
            implements OnWorkload {}

    /**
     * Removes our labels from a Pod template, where the value is still ours, and the undo record with them.
     *
     * @param remove the labels, with the values they must still have
     */
    record UnlabelTemplate(
            ServiceReference service,
            ObjectKey workload,
            String uid,
            String resourceVersion,
            LabelSet remove,
            String reason)
            implements OnWorkload {}

    /** Drops our entry from a workload's {@code managedFields}. */
    record ReleaseTemplate(
            ServiceReference service, ObjectKey workload, String uid, String resourceVersion, String reason)
            implements OnWorkload {}
}
