package io.webhookisolation.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One Secret, read by its name for one decision and kept by nobody.
 *
 * @param annotations those that say who manages it, and our own; the copy that {@code kubectl apply} keeps is not among them
 * @param owners of whatever kind, controller or not
 * @param writers field managers that own entries of its data
 */
public record SeenSecret(
        ObjectKey key,
        String uid,
        String resourceVersion,
        String type,
        boolean immutable,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        List<OwnerReference> owners,
        SortedSet<String> writers,
        SecretContent data) {

    public SeenSecret {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
        owners = List.copyOf(owners);
        writers = Collections.unmodifiableSortedSet(new TreeSet<>(writers));
    }
}
