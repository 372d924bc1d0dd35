package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.real.OnRealPlane;
import io.webhookisolation.cluster.real.WithTools;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.scenario.Component;
import io.webhookisolation.scenario.ControlPlane;
import io.webhookisolation.scenario.Installation;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code audit -o patch} prints, done by the tool that it is for, on a real control plane. */
@OnControlPlane
@OnRealPlane
@WithTools
class RealToolsIT {

    private static final String SERVICE = "lws-webhook-service";
    private static final Component LWS = Component.scaffolded("lws");

    private final ControlPlane plane;
    private final String namespace;

    @TempDir
    private Path folder;

    RealToolsIT(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace.name();
    }

    @BeforeEach
    void installTheNeighbour() {
        var kueue = Component.scaffolded("kueue").selecting(Map.of("app.kubernetes.io/name", "kueue"));
        Installation.of(plane.client(), kueue, namespace).awaitReady();
    }

    @Test
    void kubectl_applies_the_json_patch_once() throws Exception {
        // given
        var lws = Installation.of(plane.client(), LWS, namespace);
        lws.awaitEndpoints(2);
        var bench = bench();
        var suggestion = bench.suggestion();

        // when
        bench.sh(suggestion);

        // then
        assertIsolated(bench, lws);
        assertThat(bench.suggestion()).isEmpty();
        assertThat(bench.tryOut(suggestion).code())
                .as("the test operation fails")
                .isNotZero();
    }

    @Test
    void kubectl_labels_the_template_waits_for_the_rollout_and_narrows() throws Exception {
        // given
        var lws =
                Installation.of(plane.client(), LWS.labelled(Map.of("control-plane", "controller-manager")), namespace);
        lws.awaitEndpoints(2);
        var bench = bench();

        // when
        var told = bench.sh(bench.suggestion());

        // then
        assertThat(told).contains("deployment \"lws-controller-manager\" successfully rolled out");
        assertIsolated(bench, lws);
    }

    @Test
    void kubectl_apply_keeps_the_strategic_merge_patch() throws Exception {
        // given
        var lws = Installation.of(plane.client(), LWS, namespace);
        var bench = bench();
        bench.write("service.yaml", manifest());
        removeService();
        bench.sh("kubectl apply -f service.yaml");
        lws.awaitEndpoints(2);
        var suggestion = bench.suggestion();

        // when
        bench.sh(suggestion);
        bench.sh("kubectl apply -f service.yaml");

        // then
        assertThat(suggestion).contains("# Form: strategic merge patch by kubectl\n");
        assertIsolated(bench, lws);
    }

    @Test
    void kustomize_builds_the_component_and_refuses_it_over_another_selector() throws Exception {
        // given
        var lws = Installation.of(plane.client(), LWS, namespace);
        var bench = bench();
        var manifest = manifest();
        bench.write("service.yaml", manifest);
        removeService();
        bench.sh("kubectl apply --server-side -f service.yaml");
        lws.awaitEndpoints(2);
        var suggestion = bench.suggestion();

        // when
        bench.sh(suggestion);
        bench.write(
                "kustomization.yaml",
                "resources: [service.yaml]\ncomponents: [webhook-isolation/" + namespace + "/" + SERVICE + "]\n");
        bench.sh("kubectl apply --server-side -k .");

        // then
        assertThat(suggestion).contains("# Form: kustomize component\n");
        assertIsolated(bench, lws);
        bench.write("service.yaml", manifest.replace("controller-manager", "another"));
        assertThat(bench.tryOut("kubectl kustomize .").told()).contains("testing value /spec/selector failed");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void helm_upgrades_with_the_post_renderer(int version) throws Exception {
        // given
        var lws = Installation.of(plane.client(), LWS, namespace);
        var bench = bench();
        bench.takeHelm(version);
        bench.write("chart/Chart.yaml", "apiVersion: v2\nname: lws\nversion: 1.0.0\n");
        bench.write("chart/templates/service.yaml", manifest());
        removeService();
        bench.sh("helm install lws ./chart");
        lws.awaitEndpoints(2);
        var suggestion = bench.suggestion();

        // when
        bench.sh(suggestion);
        bench.sh(commands(suggestion, version).replace("CHART", "./chart"));

        // then
        assertThat(suggestion).contains("# Form: Helm post-renderer\n");
        assertIsolated(bench, lws);
    }

    /** Those that the comments name for a Helm. */
    private static String commands(String suggestion, int version) {
        var lines = Pattern.compile("#   (?:Helm " + version + ":|       ) (helm .*)")
                .matcher(suggestion);
        return lines.results()
                .map(line -> line.group(1))
                .filter(line -> version == 4 || line.endsWith(".sh"))
                .collect(Collectors.joining("\n"));
    }

    private Bench bench() throws Exception {
        return new Bench(folder, plane, namespace);
    }

    private static void assertIsolated(Bench bench, Installation lws) {
        lws.awaitEndpoints(1);
        assertThat(bench.classOf(SERVICE)).isEqualTo(ServiceClass.ISOLATED);
        assertThat(lws.call(20).errors()).isEmpty();
    }

    private void removeService() {
        plane.client().services().inNamespace(namespace).withName(SERVICE).delete();
    }

    /** The Service as its author would write it. */
    private String manifest() {
        var live = plane.client()
                .services()
                .inNamespace(namespace)
                .withName(SERVICE)
                .get()
                .getSpec();
        return new KubernetesSerialization()
                .asYaml(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(SERVICE)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withSelector(LWS.selector())
                        .withPorts(live.getPorts())
                        .endSpec()
                        .build());
    }
}
