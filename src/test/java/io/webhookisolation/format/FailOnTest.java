package io.webhookisolation.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.ObjectKey;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailOnTest {

    @ParameterizedTest
    @CsvSource({
        "ERROR,   WI101, true",
        "ERROR,   WI102, false",
        "ERROR,   WI304, false",
        "WARNING, WI101, true",
        "WARNING, WI102, true",
        "WARNING, WI304, false",
        "NOTE,    WI304, true",
        "NEVER,   WI101, false"
    })
    void fails_from_its_severity_on(FailOn failOn, FindingCode code, boolean fails) {
        var finding = Finding.of(code, ObjectKey.live("v1", "Service", "a", "web"), "sentence", List.of());

        assertThat(failOn.fails(List.of(finding))).isEqualTo(fails);
    }

    @ParameterizedTest
    @CsvSource({"ERROR", "WARNING", "NOTE", "NEVER"})
    void passes_where_nothing_was_found(FailOn failOn) {
        assertThat(failOn.fails(List.of())).isFalse();
    }
}
