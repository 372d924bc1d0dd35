package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookisolation.cluster.EmbeddedControlPlane;
import io.webhookisolation.scenario.Component;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code audit} finds, and the exit code that scripts see. */
class AuditIT {

    private static final String ALPHA = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: alpha}
            webhooks:
              - name: valpha.example.com
                clientConfig:
                  caBundle: Z2FyYmFnZQ==
                  service: {name: alpha, namespace: shared}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: alpha, namespace: shared},
             spec: {selector: {app: alpha}, ports: [{port: 443}]}}
            ---
            {apiVersion: apps/v1, kind: Deployment, metadata: {name: alpha, namespace: shared},
             spec: {selector: {matchLabels: {app: alpha}}, template: {metadata: {labels: {app: alpha}},
               spec: {containers: [{name: alpha, ports: [{containerPort: 443}]}]}}}}
            """;

    @TempDir
    private Path folder;

    @Test
    void fails_with_1_on_garbage_in_a_bundle() throws Exception {
        var file = Files.writeString(folder.resolve("alpha.yaml"), ALPHA);

        var result = new Distribution(folder).run("audit", "-f", file.toString());
        var tolerant = new Distribution(folder).run("audit", "-f", file.toString(), "--fail-on", "never");

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.FINDINGS);
        assertThat(result.out()).contains("error    WI206  ValidatingWebhookConfiguration alpha  " + file + ":1:1");
        assertThat(tolerant.code()).isZero();
    }

    @Test
    void finds_the_overlap_in_a_cluster() throws Exception {
        try (var plane = founding()) {
            var kubeconfig = Files.writeString(folder.resolve("kubeconfig"), plane.kubeconfig("auditor"));

            var result = new Distribution(folder)
                    .with("KUBECONFIG", kubeconfig.toString())
                    .run("audit", "-n", "operators", "--no-probe", "-o", "json");

            assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.FINDINGS);
            var report = new ObjectMapper().readTree(result.out());
            assertThat(report.path("services").findValuesAsText("class"))
                    .containsExactly("EffectiveOverlap", "EffectiveOverlap");
        }
    }

    @Test
    void says_which_verb_on_which_resource_is_missing() throws Exception {
        try (var plane = founding()) {
            plane.server().access().deny("list", "discovery.k8s.io", "endpointslices");
            var kubeconfig = Files.writeString(folder.resolve("kubeconfig"), plane.kubeconfig("auditor"));

            var result = new Distribution(folder).run("audit", "-A", "--kubeconfig", kubeconfig.toString());

            assertThat(result.code()).isEqualTo(ExitCode.USAGE);
            assertThat(result.err()).startsWith("error: cannot list endpointslices");
            assertThat(result.err().lines()).hasSize(1);
            assertThat(result.out()).isEmpty();
        }
    }

    private static EmbeddedControlPlane founding() {
        var plane = EmbeddedControlPlane.start();
        plane.createNamespace("operators");
        plane.install(Component.scaffolded("alpha"), "operators");
        plane.install(Component.scaffolded("beta"), "operators");
        return plane;
    }
}
