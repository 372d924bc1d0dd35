package io.webhookisolation.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an object that calls a Service tells of who writes its bundle.
 *
 * @param marks those of its annotations and labels that name such a writer, or give us consent
 * @param writer the field manager that owns this call site's bundle; empty where nobody does, as after a write of ours
 */
public record BundleControl(SortedMap<String, String> marks, String writer) {

    public static final BundleControl NONE = new BundleControl(new TreeMap<>(), "");

    public BundleControl {
        marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
    }

    /** Empty if it is not there. */
    public String mark(String name) {
        return marks.getOrDefault(name, "");
    }
}
