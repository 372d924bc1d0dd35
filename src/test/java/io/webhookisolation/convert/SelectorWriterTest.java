package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectorWriterTest {

    @Test
    void itIsWhoeverHasTheSelectorInManagedFields() {
        assertThat(writer(entry("a", "f:ports", 3), entry("b", "f:selector", 2), entry("c", "f:selector", 1)))
                .isEqualTo("b");
    }

    @Test
    void weDoNotCount() {
        assertThat(writer(entry(FieldManager.NAME, "f:selector", 1))).isEmpty();
    }

    @Test
    void itIsNobodyWhereNobodyHasIt() {
        assertThat(writer(entry("a", "f:ports", 1), new ManagedFieldsEntry())).isEmpty();
    }

    @Test
    void aWriterWithoutANameIsUnknown() {
        assertThat(writer(entry("", "f:selector", 1))).isEqualTo("unknown");
    }

    private static String writer(ManagedFieldsEntry... entries) {
        var service = new ServiceBuilder()
                .withNewMetadata()
                .withManagedFields(entries)
                .endMetadata()
                .build();
        return SelectorWriter.of(Metadata.of(service));
    }

    private static ManagedFieldsEntry entry(String manager, String field, int minute) {
        var fields = new FieldsV1();
        fields.setAdditionalProperty("f:spec", Map.of(field, Map.of()));
        return new ManagedFieldsEntryBuilder()
                .withManager(manager)
                .withOperation("Update")
                .withTime("2026-06-01T12:0" + minute + ":00Z")
                .withFieldsV1(fields)
                .build();
    }
}
