package io.webhookisolation.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.webhookisolation.cluster.real.ToolBinaries;
import io.webhookisolation.cluster.real.WithTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an installation with {@code components/monitoring} gets, as kustomize makes it. */
@WithTools
class MonitoringComponentTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    /** By {@code Kind/name}. */
    private static Map<String, JsonNode> objects;

    @BeforeAll
    static void render() throws Exception {
        var deploy =
                folder.toRealPath().relativize(Path.of("deploy", "kustomize").toRealPath());
        Files.writeString(folder.resolve("kustomization.yaml"), """
                resources: [%1$s/base]
                components: [%1$s/components/monitoring]
                """.formatted(deploy));
        var kubectl = ToolBinaries.find().orElseThrow().directory().resolve("kubectl");
        var rendered = folder.resolve("rendered.txt");
        var process = new ProcessBuilder(kubectl.toString(), "kustomize", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(rendered.toFile())
                .start();
        assertThat(process.waitFor()).as(rendered.toString()).isZero();
        var text = Files.readString(rendered);
        objects = Stream.of(text.split("(?m)^---\\n"))
                .map(document -> Serialization.unmarshal(document, JsonNode.class))
                .collect(Collectors.toMap(
                        object -> object.get("kind").asText() + "/"
                                + object.at("/metadata/name").asText(),
                        Function.identity()));
    }

    @Test
    void the_monitor_finds_the_metrics_of_the_operator_and_leaves_their_labels_alone() {
        // given
        var service = object("Service/webhook-isolation-metrics");

        // when
        var monitor = object("ServiceMonitor/webhook-isolation");

        // then
        assertThat(service.at("/metadata/labels")).isEqualTo(monitor.at("/spec/selector/matchLabels"));
        assertThat(service.at("/metadata/namespace")).isEqualTo(monitor.at("/metadata/namespace"));
        assertThat(service.at("/spec/ports/0/name")).isEqualTo(monitor.at("/spec/endpoints/0/port"));
        assertThat(monitor.at("/spec/endpoints/0/honorLabels").asBoolean()).isTrue();
    }

    @Test
    void the_rule_is_that_of_Prometheus() {
        assertThat(object("PrometheusRule/webhook-isolation").get("spec")).isEqualTo(Alert.rules());
    }

    @Test
    void the_dashboard_is_where_the_sidecar_of_Grafana_looks() throws Exception {
        // when
        var map = object("ConfigMap/webhook-isolation-dashboard");

        // then
        assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
        assertThat(JSON.readTree(map.at("/data/dashboard.json").asText()).get("panels"))
                .containsExactlyElementsOf(Dashboard.panels().toList());
    }

    private static JsonNode object(String name) {
        assertThat(objects).containsKey(name);
        return objects.getOrDefault(name, JSON.nullNode());
    }
}
