package io.webhookisolation.model;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An object of any kind as a claim to its name, which only one object can have.
 *
 * @param content equal for objects of files that differ in nothing but their namespace; says nothing on a cluster
 * @param marks what tells which component it belongs to: who is called or bound, and labels; by the mark's name
 */
public record NameClaim(ObjectKey key, Provenance provenance, int content, SortedMap<String, String> marks)
        implements Comparable<NameClaim> {

    /** Marks by how much they prove; the first that both objects have decides. */
    public static final List<String> ORDER_OF_MARKS =
            List.of("release", "chart", "calls", "binds", "app.kubernetes.io/part-of", "app.kubernetes.io/name");

    private static final Comparator<NameClaim> ORDER =
            Comparator.comparing(NameClaim::key).thenComparingInt(NameClaim::content);

    public NameClaim {
        marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
    }

    /** What is claimed; the version of a kind makes no other name. */
    public String claimed() {
        var version = key.apiVersion();
        return version.substring(0, Math.max(0, version.indexOf('/'))) + " " + key;
    }

    /** Whether the marks prove that the two belong to different components; without a common mark they prove nothing. */
    public boolean isMarkedOtherwiseThan(NameClaim other) {
        return ORDER_OF_MARKS.stream()
                .filter(mark -> marks.containsKey(mark) && other.marks.containsKey(mark))
                .findFirst()
                .filter(mark -> !marks.getOrDefault(mark, "").equals(other.marks.getOrDefault(mark, "")))
                .isPresent();
    }

    @Override
    public int compareTo(NameClaim other) {
        return ORDER.compare(this, other);
    }
}
