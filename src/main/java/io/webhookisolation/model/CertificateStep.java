package io.webhookisolation.model;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One guarded write of a rotation, to one object; the API server refuses it if the object is not the one that it was
 * decided on.
 */
public sealed interface CertificateStep {

    ObjectKey object();

    /** One sentence: why. */
    String reason();

    /** Gives call sites of one object their next bundles, all or none; entries whose bundle stays are not written. */
    record WriteBundles(
            CallSiteKind kind,
            ObjectKey object,
            String uid,
            String resourceVersion,
            List<EntryBundle> entries,
            String reason)
            implements CertificateStep {

        public WriteBundles {
            entries = List.copyOf(entries);
            if (uid.isEmpty() || resourceVersion.isEmpty()) {
                throw new IllegalArgumentException(
                        "a write to " + object + " without UID and resourceVersion is unguarded");
            }
            if (entries.stream().map(EntryBundle::index).distinct().count() < entries.size()) {
                throw new IllegalArgumentException("two bundles for one entry of " + object);
            }
            if (!kind.hasEntries()
                    && !entries.stream()
                            .allMatch(
                                    entry -> entry.index() == 0 && entry.name().isEmpty())) {
                throw new IllegalArgumentException(object + " is one call site and has no entries");
            }
        }
    }

    /**
     * The next bundle of one call site.
     *
     * @param index of the entry of a webhook configuration; 0 where the object is one call site
     * @param name of that entry; empty where the object is one call site
     * @param service that it names
     * @param before what the decision saw
     * @param after not empty, which would mean the system's roots
     */
    record EntryBundle(int index, String name, ServiceReference service, TrustBundle before, TrustBundle after) {

        public EntryBundle {
            if (after.isEmpty()) {
                throw new IllegalArgumentException(
                        "an empty bundle for Service " + service + " would mean the system's roots");
            }
        }

        public boolean changes() {
            return !before.equals(after);
        }
    }

    /**
     * Starts a rollout of a Deployment.
     *
     * @param leaf serial number of the leaf that its Pods shall serve, in hexadecimal digits
     */
    record RestartWorkload(ObjectKey object, String uid, String resourceVersion, String leaf, String reason)
            implements CertificateStep {

        /** In the Pod template, as {@code kubectl rollout restart} leaves one too: a template that changes is rolled out. */
        public static final String ANNOTATION = "webhook-isolation.io/restarted-for-leaf";

        public RestartWorkload {
            if (uid.isEmpty() || resourceVersion.isEmpty()) {
                throw new IllegalArgumentException(
                        "a write to " + object + " without UID and resourceVersion is unguarded");
            }
        }
    }

    /**
     * Creates a Secret, or sets entries of one that exists; what it does not name stays as it is.
     *
     * @param uid empty together with {@code resourceVersion}: it is created, and one that exists is never overwritten
     * @param type of the new Secret, or the one that the decision saw: it cannot change
     * @param data entries to set
     * @param remove entries below {@code data} to remove
     * @param annotations to set
     * @param labels to set
     */
    record WriteSecret(
            ObjectKey object,
            String uid,
            String resourceVersion,
            String type,
            SecretContent data,
            SortedSet<String> remove,
            SortedMap<String, String> annotations,
            SortedMap<String, String> labels,
            String reason)
            implements CertificateStep {

        public WriteSecret {
            remove = Collections.unmodifiableSortedSet(new TreeSet<>(remove));
            annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
            labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
            if (uid.isEmpty() != resourceVersion.isEmpty()) {
                throw new IllegalArgumentException("a write to " + object + " names only one of UID and version");
            }
            var both = new HashSet<>(remove);
            both.retainAll(data.entries().keySet());
            if (!both.isEmpty() || (uid.isEmpty() && !remove.isEmpty())) {
                throw new IllegalArgumentException("entries of " + object + " cannot be removed: " + remove);
            }
        }

        /** A Secret that must not exist yet. */
        public static WriteSecret create(
                ObjectKey object,
                String type,
                SecretContent data,
                Map<String, String> annotations,
                Map<String, String> labels,
                String reason) {
            return new WriteSecret(
                    object,
                    "",
                    "",
                    type,
                    data,
                    new TreeSet<>(),
                    new TreeMap<>(annotations),
                    new TreeMap<>(labels),
                    reason);
        }

        /** A change of what was seen. */
        public static WriteSecret update(
                SeenSecret seen,
                SecretContent data,
                Set<String> remove,
                Map<String, String> annotations,
                String reason) {
            return new WriteSecret(
                    seen.key(),
                    seen.uid(),
                    seen.resourceVersion(),
                    seen.type(),
                    data,
                    new TreeSet<>(remove),
                    new TreeMap<>(annotations),
                    new TreeMap<>(),
                    reason);
        }

        public boolean creates() {
            return uid.isEmpty();
        }
    }
}
