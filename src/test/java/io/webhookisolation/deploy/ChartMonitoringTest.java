package io.webhookisolation.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.webhookisolation.cluster.real.WithTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart has for Prometheus and Grafana; none of it is there unless it is asked for. */
@WithTools
class ChartMonitoringTest {

    private static final String NAMESPACE = "webhook-isolation-system";
    private static final Path MONITORING = Path.of("deploy", "monitoring");

    @ParameterizedTest
    @CsvSource({"serviceMonitor, ServiceMonitor, endpoints", "podMonitor, PodMonitor, podMetricsEndpoints"})
    void monitors_honour_our_labels(String value, String kind, String endpoints) {
        // when
        var without = Rendering.chart(NAMESPACE);
        var with = Rendering.chart(NAMESPACE, "--set", value + ".enabled=true");

        // then
        assertThat(without.objects()).extracting(HasMetadata::getKind).doesNotContain(kind);
        assertThat(with.objects())
                .filteredOn(HasMetadata::getKind, kind)
                .singleElement()
                .isInstanceOfSatisfying(
                        GenericKubernetesResource.class,
                        monitor -> assertThat(monitor.<List<Object>>get("spec", endpoints))
                                .containsExactly(Map.of("port", "metrics", "honorLabels", true, "interval", "30s")));
    }

    @Test
    void the_alerts_and_the_dashboard_are_those_of_the_project_word_for_word() throws IOException {
        // when
        var without = Rendering.chart(NAMESPACE);
        var with = Rendering.chart(
                NAMESPACE,
                "--set",
                "prometheusRule.enabled=true,prometheusRule.labels.release=monitoring,grafanaDashboard.enabled=true");

        // then
        assertThat(without.objects())
                .extracting(HasMetadata::getKind)
                .doesNotContain("PrometheusRule", ConfigMap.class.getSimpleName());
        assertThat(with.objects())
                .filteredOn(HasMetadata::getKind, "PrometheusRule")
                .singleElement()
                .isInstanceOfSatisfying(GenericKubernetesResource.class, rule -> {
                    assertThat(rule.getMetadata().getLabels()).containsEntry("release", "monitoring");
                    assertThat(Serialization.<JsonNode>unmarshal(Serialization.asJson(rule), JsonNode.class)
                                    .get("spec"))
                            .isEqualTo(Base.documents(MONITORING.resolve("rules.yaml"))
                                    .findFirst()
                                    .orElseThrow());
                });
        assertThat(with.all(ConfigMap.class)).singleElement().satisfies(map -> {
            assertThat(map.getMetadata().getName()).isEqualTo("webhook-isolation-dashboard");
            assertThat(map.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
            assertThat(map.getData())
                    .containsExactly(entry("dashboard.json", Files.readString(MONITORING.resolve("dashboard.json"))));
        });
    }
}
