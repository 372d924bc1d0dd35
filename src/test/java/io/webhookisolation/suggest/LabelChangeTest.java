package io.webhookisolation.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelChangeTest {

    private static final LabelSet LABEL = LabelSet.of("app", "one");

    @ParameterizedTest
    @CsvSource({
        "apps/v1, Deployment, ns, web, true",
        "v1, Pod, '', web, true",
        "apps/v1, Deployment, ns, web;reboot, false",
        "apps/v1, Deployment, $(reboot), web, false",
        "apps/v1, 'Deployment --all', ns, web, false",
        "'apps/v1 --all', Deployment, ns, web, false"
    })
    void an_object_can_be_named_in_a_command_if_a_shell_reads_each_part_as_one_word(
            String apiVersion, String kind, String namespace, String name, boolean isValid) {
        assertThat(of(apiVersion, kind, namespace, name).hasValidName()).isEqualTo(isValid);
    }

    @ParameterizedTest
    @CsvSource({"apps/v1, apps, v1, deployment.apps/web", "v1, '', v1, deployment/web"})
    void a_resource_is_named_with_its_group(String apiVersion, String group, String version, String resource) {
        var change = of(apiVersion, "Deployment", "ns", "web");

        assertThat(change.group()).isEqualTo(group);
        assertThat(change.version()).isEqualTo(version);
        assertThat(change.resource()).isEqualTo(resource);
    }

    @Test
    void one_bad_label_is_too_many_whether_present_or_added() {
        var object = ObjectKey.live("v1", "Pod", "ns", "web");
        var bad = LabelSet.of("app", "$(reboot)");

        assertThat(LabelChange.ofTemplate(object, LABEL, LABEL).hasValidLabels())
                .isTrue();
        assertThat(LabelChange.ofTemplate(object, bad, LABEL).hasValidLabels()).isFalse();
        assertThat(LabelChange.ofTemplate(object, LABEL, bad).hasValidLabels()).isFalse();
    }

    private static LabelChange of(String apiVersion, String kind, String namespace, String name) {
        return LabelChange.ofTemplate(ObjectKey.live(apiVersion, kind, namespace, name), LabelSet.EMPTY, LABEL);
    }
}
