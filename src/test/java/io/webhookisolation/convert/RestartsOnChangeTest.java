package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.RestartOnChange;
import io.webhookisolation.model.Source;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartsOnChangeTest {

    private static final Map<String, String> AUTO = Map.of("reloader.stakater.com/auto", "true");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reloader.stakater.com/auto          | true           | true",
                "reloader.stakater.com/auto          | false          | false",
                "secret.reloader.stakater.com/auto   | true           | true",
                "configmap.reloader.stakater.com/auto| true           | false",
                "reloader.stakater.com/search        | true           | true",
                "secret.reloader.stakater.com/reload | web-tls        | true",
                "secret.reloader.stakater.com/reload | other, web-tls | true",
                "secret.reloader.stakater.com/reload | web-.*         | true",
                "secret.reloader.stakater.com/reload | web            | false",
                "secret.reloader.stakater.com/reload | web.tls        | true",
                "secret.reloader.stakater.com/reload | web-tls(       | true",
                "secret.reloader.stakater.com/reload | other-[a-z]+   | true",
                "secret.reloader.stakater.com/reload | ''             | false",
                "wave.pusher.com/update-on-config-change | true       | true",
                "example.com/auto                    | true           | false",
            })
    void annotations_say_for_which_secrets(String name, String value, boolean isForIt) {
        var marks = Map.of(name, value);

        assertThat(of(deployment(marks, Map.of())).isFor("web-tls")).isEqualTo(isForIt);
        assertThat(of(deployment(Map.of(), marks)).isFor("web-tls"))
                .as("in the Pod template")
                .isEqualTo(isForIt);
    }

    /** With Java's own search this would not end in a lifetime. */
    @Test
    void an_expression_is_not_tried() {
        var marks = Map.of("secret.reloader.stakater.com/reload", "(([a-z])+.)+[A-Z]([a-z])+");

        assertThat(of(deployment(marks, Map.of())).isFor("a".repeat(253))).isTrue();
    }

    @Test
    void what_the_workload_says_goes_before_its_template() {
        assertThat(of(deployment(Map.of("reloader.stakater.com/auto", "false"), AUTO))
                        .isFor("web-tls"))
                .isFalse();
    }

    @Test
    void who_did_it_once_does_it_again() {
        var deployment = new DeploymentBuilder(deployment(Map.of(), Map.of()))
                .editSpec()
                .editTemplate()
                .withNewSpec()
                .addNewContainer()
                .withEnv(new EnvVar("STAKATER_WEB_TLS_SECRET", "0123", null), new EnvVar("HOME", "/", null))
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();

        assertThat(of(deployment).isFor("web-tls")).isTrue();
        assertThat(of(deployment).isFor("web.tls")).isTrue();
        assertThat(of(deployment).isFor("web-tls-2")).isFalse();
        assertThat(of(deployment).by()).isEqualTo("Reloader");

        deployment.getMetadata().setAnnotations(Map.of("reloader.stakater.com/auto", "false"));
        assertThat(of(deployment)).as("it was told to leave it alone").isEqualTo(RestartOnChange.NONE);
    }

    @Test
    void a_deployment_that_says_nothing_is_restarted_by_nobody() {
        assertThat(of(deployment(Map.of(), Map.of()))).isEqualTo(RestartOnChange.NONE);
        assertThat(RestartsOnChange.of(new Deployment(), null)).isEqualTo(RestartOnChange.NONE);
    }

    @Test
    void each_kind_that_is_replaced_is_read() {
        var expected = new RestartOnChange("Reloader", true, new TreeSet<>());
        var set = new StatefulSetBuilder()
                .withNewMetadata()
                .withAnnotations(AUTO)
                .endMetadata()
                .build();
        var daemon = new DaemonSetBuilder()
                .withNewMetadata()
                .withAnnotations(AUTO)
                .endMetadata()
                .build();

        assertThat(WorkloadConversion.toModel(set, Source.CLUSTER, Provenance.NONE)
                        .control()
                        .restarts())
                .isEqualTo(expected);
        assertThat(WorkloadConversion.toModel(daemon, Source.CLUSTER, Provenance.NONE)
                        .control()
                        .restarts())
                .isEqualTo(expected);
        assertThat(TemplateControls.of(deployment(AUTO, Map.of())).restarts()).isEqualTo(expected);
    }

    private static RestartOnChange of(Deployment deployment) {
        return RestartsOnChange.of(deployment, deployment.getSpec().getTemplate());
    }

    private static Deployment deployment(Map<String, String> marks, Map<String, String> ofItsPods) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withAnnotations(marks)
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewMetadata()
                .withAnnotations(ofItsPods)
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
    }
}
