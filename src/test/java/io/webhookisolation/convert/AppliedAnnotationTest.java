package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.LabelSet;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppliedAnnotationTest {

    private static final AppliedRecord RECORD = new AppliedRecord(
            LabelSet.of(Map.of("b", "2", "app.kubernetes.io/name", "lws")),
            "kubectl-create",
            Instant.parse("2026-11-01T08:00:00.5Z"),
            "operators/webhooks");

    @Test
    void what_is_written_is_read_again() {
        // when
        var read = AppliedAnnotation.read(AppliedAnnotation.write(RECORD));

        // then
        assertThat(read).contains(RECORD);
    }

    @Test
    void the_text_is_part_of_the_contract() {
        // when
        var text = AppliedAnnotation.write(RECORD);

        // then
        assertThat(text)
                .isEqualTo("{\"added\":{\"app.kubernetes.io/name\":\"lws\",\"b\":\"2\"},"
                        + "\"formerManager\":\"kubectl-create\",\"time\":\"2026-11-01T08:00:00.500Z\","
                        + "\"policy\":\"operators/webhooks\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lws",
                "[]",
                "{}",
                "{\"added\":{\"app\":\"lws\"}",
                "{\"added\":{\"app\":\"lws\"}}",
                "{\"added\":{\"app\":\"lws\"},\"time\":\"yesterday\"}",
                "{\"added\":{},\"time\":\"2026-11-01T08:00:00Z\"}",
                "{\"added\":{\"app\":1},\"time\":\"2026-11-01T08:00:00Z\"}",
                "{\"added\":{\"app\":\"lws\"},\"time\":\"2026-11-01T08:00:00Z\"} and more"
            })
    void what_we_did_not_write_is_no_record(String text) {
        // when
        var read = AppliedAnnotation.read(text);

        // then
        assertThat(read).isEmpty();
    }
}
