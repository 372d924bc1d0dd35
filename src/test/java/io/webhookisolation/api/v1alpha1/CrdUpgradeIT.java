package io.webhookisolation.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.webhookisolation.cluster.real.OnRealPlane;
import io.webhookisolation.cluster.real.OwnPlane;
import io.webhookisolation.cluster.real.RealControlPlane;
import io.webhookisolation.cluster.real.ToolShell;
import io.webhookisolation.cluster.real.WithTools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cluster that has a former definition, and policies, gets the present one. */
@OnRealPlane
@WithTools
@ExtendWith(OwnPlane.class)
@TestInstance(Lifecycle.PER_CLASS)
class CrdUpgradeIT {

    private static final Path CRDS = Path.of("crds").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RealControlPlane plane;

    CrdUpgradeIT(RealControlPlane plane) {
        this.plane = plane;
    }

    static List<Path> formers() {
        return CrdUpgradeTest.formers();
    }

    @ParameterizedTest
    @MethodSource("formers")
    void whatWasStoredIsReadWithTheNewDefaultsAndCanBeChangedAndReportedOn(Path former, @TempDir Path folder)
            throws Exception {
        // given
        var shell = new ToolShell(folder, plane, "default");
        shell.sh("kubectl delete customresourcedefinitions --all");
        shell.sh("kubectl apply -f %s && kubectl wait --for=condition=Established -f %1$s"
                .formatted(former.toAbsolutePath()));
        var before = PolicySchema.of(PolicySchema.definition(former));
        var names = store(shell, before);
        assertThat(names).hasSizeGreaterThan(3);
        var stored = read(shell, names);

        // when
        shell.sh("kubectl apply -k " + CRDS);

        // then
        var now = PolicySchema.committed();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(read(shell, names))
                        .isEqualTo(stored.stream().map(now::defaulted).toList()));
        assertThat(plane.client()
                        .resources(WebhookIsolationPolicy.class)
                        .inNamespace("default")
                        .list()
                        .getItems())
                .hasSameSizeAs(names)
                .allSatisfy(policy -> assertThat(policy.getSpec()).isNotNull());
        for (var name : names) {
            shell.sh("kubectl patch whip %s --type merge -p '{\"spec\":{\"suspend\":true}}'".formatted(name));
            shell.sh(
                    "kubectl patch whip %s --subresource status --type merge -p '{\"status\":{\"observedGeneration\":7}}'"
                            .formatted(name));
        }
        assertThat(read(shell, names)).allSatisfy(policy -> {
            assertThat(policy.at("/spec/suspend").asBoolean()).isTrue();
            assertThat(policy.at("/status/observedGeneration").asInt()).isEqualTo(7);
        });
    }

    /** The examples of today, less what was unknown then, with their status; returns their names. */
    private static List<String> store(ToolShell shell, PolicySchema before) throws Exception {
        var names = new ArrayList<String>();
        for (var file : CrdExamplesTest.valid()) {
            var example = StoredPolicies.pruned(before, PolicySchema.yaml(CrdExamplesTest.read(file)));
            var name = file.getFileName().toString().replace(".yaml", "");
            example.withObject("/metadata").put("name", name).put("namespace", "default");
            shell.write(name + ".json", example.toString());
            shell.sh("kubectl create -f " + name + ".json");
            if (example.has("status")) {
                shell.write("patch.json", "{\"status\": " + example.get("status") + "}");
                shell.sh("kubectl patch whip %s --subresource status --type merge --patch-file patch.json"
                        .formatted(name));
            }
            names.add(name);
        }
        return names;
    }

    private static List<ObjectNode> read(ToolShell shell, List<String> names) throws Exception {
        var read = new ArrayList<ObjectNode>();
        for (var name : names) {
            var policy = Serialization.unmarshal(shell.sh("kubectl get whip " + name + " -o json"), ObjectNode.class);
            policy.retain(List.of("spec", "status"));
            read.add(policy);
        }
        return read;
    }
}
