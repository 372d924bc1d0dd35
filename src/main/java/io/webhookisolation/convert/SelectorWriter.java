package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.Comparator;
import java.util.Map;

/** Reads from {@code managedFields} who wrote a Service's selector last; our own writes leave nobody there. */
final class SelectorWriter {

    private static final Comparator<ManagedFieldsEntry> OLDEST_FIRST = Comparator.<ManagedFieldsEntry, String>comparing(
                    entry -> OrEmpty.text(entry.getTime()))
            .thenComparing(entry -> OrEmpty.text(entry.getManager()));

    private SelectorWriter() {}

    /** The name of the field manager; empty if nobody but us. */
    static String of(Metadata meta) {
        return ManagerRecognition.entries(meta)
                .filter(SelectorWriter::hasSelector)
                .max(OLDEST_FIRST)
                .map(entry -> OrEmpty.text(entry.getManager(), "unknown"))
                .orElse("");
    }

    private static boolean hasSelector(ManagedFieldsEntry entry) {
        return entry.getFieldsV1() != null
                && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
                && spec.containsKey("f:selector");
    }
}
