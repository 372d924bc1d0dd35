package io.webhookisolation.model;

import java.util.Comparator;

/**
 * Identity of an object: two files may claim one name, so the source belongs to it.
 *
 * @param apiVersion {@code v1}, {@code apps/v1}, …
 * @param namespace empty for cluster-scoped objects
 */
public record ObjectKey(String apiVersion, String kind, String namespace, String name, Source source)
        implements Comparable<ObjectKey> {

    private static final Comparator<ObjectKey> ORDER = Comparator.comparing(ObjectKey::namespace)
            .thenComparing(ObjectKey::kind)
            .thenComparing(ObjectKey::name)
            .thenComparing(ObjectKey::source)
            .thenComparing(ObjectKey::apiVersion);

    public static ObjectKey live(String apiVersion, String kind, String namespace, String name) {
        return new ObjectKey(apiVersion, kind, namespace, name, Source.CLUSTER);
    }

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }

    /** {@code Deployment/name}, the form that messages and patches use inside one namespace. */
    public String kindAndName() {
        return kind + "/" + name;
    }

    /** {@code Kind namespace/name}, for messages; the source is left out. */
    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
