package io.webhookisolation.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.webhookisolation.cluster.real.WithTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart has for Prometheus and Grafana; none of it is there unless it is asked for. */
@WithTools
class ChartMonitoringTest {

    private static final String NAMESPACE = "webhook-isolation-system";

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
    void rules_and_dashboards_are_those_of_the_files_word_for_word(@TempDir Path folder) throws IOException {
        // given
        copy(Chart.FOLDER, folder);
        write(folder.resolve("files/rules/isolation.yaml"), """
                groups:
                  - name: isolation
                    rules:
                      - {alert: Down, expr: up == 0, annotations: {summary: "{{ $labels.namespace }}"}}
                """);
        write(folder.resolve("files/dashboards/isolation.json"), "{\"title\": \"{{ $x }}\"}\n");

        // when
        var done = Rendering.run(
                "helm-4",
                "template",
                "webhook-isolation",
                folder.toString(),
                "--set",
                "prometheusRule.enabled=true,grafanaDashboard.enabled=true");

        // then
        assertThat(done.code()).as(done.errors()).isZero();
        var installation = Base.of(done.output());
        assertThat(installation.objects())
                .filteredOn(HasMetadata::getKind, "PrometheusRule")
                .anySatisfy(rule -> assertThat(rule.toString()).contains("summary={{ $labels.namespace }}"));
        assertThat(installation.all(ConfigMap.class))
                .anySatisfy(dashboard ->
                        assertThat(dashboard.getData()).containsEntry("isolation.json", "{\"title\": \"{{ $x }}\"}\n"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
