package io.webhookisolation.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "../up", "a..b", "-a", "a b", "a'b", "a\nb", "a$b", "a;b", "A", ".a", "a/b"})
    void no_name_can_be_read_by_a_shell_or_leave_a_folder(String text) {
        assertThat(Syntax.isName(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "lws-webhook-service", "a.b", "0a", "alpha.example.com"})
    void names_of_objects_are_names(String text) {
        assertThat(Syntax.isName(text)).isTrue();
    }

    @Test
    void a_name_is_at_most_as_long_as_a_dns_name() {
        assertThat(Syntax.isName("a".repeat(253))).isTrue();
        assertThat(Syntax.isName("a".repeat(254))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Service, true",
        "CronJob, true",
        "Job2, true",
        "'Service --all', false",
        "$(reboot), false",
        "'', false"
    })
    void a_kind_is_one_word(String text, boolean valid) {
        assertThat(Syntax.isKind(text)).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({
        "v1, true",
        "apps/v1, true",
        "argoproj.io/v1alpha1, true",
        "apps/v1/x, false",
        "apps, false",
        "$(x)/v1, false",
        "'apps/v1\n', false"
    })
    void an_api_version_is_a_group_and_a_version(String text, boolean valid) {
        assertThat(Syntax.isApiVersion(text)).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({
        "app, true, true",
        "app.kubernetes.io/name, true, false",
        "a_b, true, true",
        "-a, false, false",
        "a/b/c, false, false",
        "$(x), false, false",
        "'a: b', false, false",
        "'', false, true"
    })
    void keys_and_values_of_labels_are_those_that_the_api_server_takes(String text, boolean key, boolean value) {
        assertThat(Syntax.isLabelKey(text)).isEqualTo(key);
        assertThat(Syntax.isLabelValue(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "No", "y", "null", "1", "1e3", "0x1f", "1.2.3", "", "2026-01-01"})
    void what_yaml_would_read_as_no_text_is_quoted(String text) {
        assertThat(Syntax.yaml(text)).isEqualTo('"' + text + '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"lws", "app.kubernetes.io/name", "controller-manager", "v1.2"})
    void the_rest_is_plain(String text) {
        assertThat(Syntax.yaml(text)).isEqualTo(text);
    }
}
