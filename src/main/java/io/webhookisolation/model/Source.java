package io.webhookisolation.model;

import java.util.Comparator;

/**
 * Where an object was read: a position in a file, or the cluster.
 *
 * @param file path as the user gave it, {@code -} for standard input, empty for the cluster
 * @param line 1-based line of the object's first key, 0 for the cluster
 * @param column 1-based column, 0 for the cluster
 */
public record Source(String file, int line, int column) implements Comparable<Source> {

    public static final Source CLUSTER = new Source("", 0, 0);

    private static final Comparator<Source> ORDER =
            Comparator.comparing(Source::file).thenComparingInt(Source::line).thenComparingInt(Source::column);

    public boolean isCluster() {
        return file.isEmpty();
    }

    @Override
    public int compareTo(Source other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return isCluster() ? "cluster" : file + ":" + line + ":" + column;
    }
}
