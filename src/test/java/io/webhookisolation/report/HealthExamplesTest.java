package io.webhookisolation.report;

import static io.webhookisolation.report.Certificates.at;
import static io.webhookisolation.report.Certificates.audited;
import static io.webhookisolation.report.Certificates.replaced;
import static io.webhookisolation.report.Sample.NOON;
import static io.webhookisolation.report.Sample.evaluation;
import static io.webhookisolation.report.ServicePlans.conflicting;
import static io.webhookisolation.report.ServicePlans.contested;
import static io.webhookisolation.report.ServicePlans.isolated;
import static io.webhookisolation.report.ServicePlans.overlapping;
import static io.webhookisolation.report.ServicePlans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.model.Contest;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.ServiceClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The policies that health checks of Argo CD and Flux are tried on have statuses that the operator would write. */
class HealthExamplesTest {

    private static final Path EXAMPLES = Path.of("deploy", "gitops", "argocd", "testdata");

    private static final Contest THIRD =
            new Contest("argocd-controller", 3, NOON.minusSeconds(600), NOON, Optional.of(NOON.plusSeconds(300)));

    private static final Map<String, PolicyStatus> WRITTEN = Map.ofEntries(
            Map.entry("progressing_no_status", StatusReport.NONE),
            Map.entry(
                    "progressing_older_generation",
                    evaluation().with(isolated("lws-webhook-service")).status()),
            Map.entry(
                    "progressing_first_look",
                    StatusReport.progressing(
                            List.of(new Gap("Pod", false, "not read yet")),
                            2,
                            evaluation().with(isolated("lws-webhook-service")).status(),
                            NOON.plusSeconds(5))),
            Map.entry(
                    "healthy_isolated",
                    evaluation()
                            .with(isolated("lws-webhook-service"))
                            .with(at("lws-webhook-service", RotationPhase.STEADY))
                            .status()),
            Map.entry(
                    "healthy_narrowed",
                    evaluation()
                            .with(isolated("kueue-webhook-service"))
                            .with(plan("lws-webhook-service", ServiceClass.ISOLATED, SelectorState.APPLIED))
                            .status()),
            Map.entry(
                    "healthy_overlap_in_audit_mode",
                    evaluation()
                            .with(overlapping("lws-webhook-service", SelectorState.AUDIT_MODE))
                            .with(audited("lws-webhook-service", FindingCode.WI205))
                            .status()),
            Map.entry(
                    "healthy_rotation_waits_for_consent",
                    evaluation()
                            .with(isolated("lws-webhook-service"))
                            .with(at("lws-webhook-service", RotationPhase.CONSENT_MISSING))
                            .status()),
            Map.entry(
                    "degraded_forbidden",
                    evaluation()
                            .gap(new Gap("Pod", true, "cannot list pods at the cluster scope"))
                            .status()),
            Map.entry("degraded_invalid", StatusReport.invalid("operator Near is unknown", 1, StatusReport.NONE, NOON)),
            Map.entry(
                    "degraded_conflicting_policy",
                    evaluation()
                            .with(conflicting("lws-webhook-service", "operators/first"))
                            .status()),
            Map.entry(
                    "degraded_contested",
                    evaluation().with(contested("lws-webhook-service", THIRD)).status()),
            Map.entry(
                    "degraded_secret_replaced",
                    evaluation()
                            .with(isolated("lws-webhook-service"))
                            .with(replaced("lws-webhook-service", "helm"))
                            .status()),
            Map.entry(
                    "suspended",
                    evaluation()
                            .suspended()
                            .with(contested("lws-webhook-service", THIRD))
                            .status()));

    static Stream<Path> examples() throws IOException {
        try (var files = Files.list(EXAMPLES)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_operator_would_write_this_status(Path example) throws IOException {
        // given
        var name = example.getFileName().toString().replaceFirst("\\.yaml$", "");
        var written = Serialization.unmarshal(Serialization.asJson(WRITTEN.get(name)), JsonNode.class);

        // when
        var stands = Serialization.unmarshal(Files.readString(example), JsonNode.class)
                .path("status");

        // then
        assertThat(stands.isMissingNode() ? Serialization.unmarshal("{}", JsonNode.class) : stands)
                .as("expected in %s:%n%s", example, Serialization.asYaml(Map.of("status", written)))
                .isEqualTo(written);
    }

    @Test
    void each_of_them_is_there() throws IOException {
        assertThat(examples().map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(
                        WRITTEN.keySet().stream().map(name -> name + ".yaml").toList());
    }
}
