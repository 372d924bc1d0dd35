package io.webhookisolation.demo;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.dsl.Resource;
import io.webhookisolation.api.v1alpha1.CertificateStatus;
import io.webhookisolation.api.v1alpha1.CertificateStatus.GenerationsStatus;
import io.webhookisolation.api.v1alpha1.CertificatesSpec;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.scenario.Installation;
import io.webhookisolation.scenario.SteadyCalls;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** The operator adopts both webhooks' certificates, and then rotates their authorities, while somebody goes on calling. */
final class RotationScene {

    /** What clusters wait for in minutes; the order of things is the same. */
    static final Duration DWELL = Duration.ofMillis(500);

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Resource<WebhookIsolationPolicy> policy;
    private final List<Installation> called;
    private final String service;
    private final Stage stage;
    private String phase = "";

    /**
     * Of a policy that looks after the Services of these.
     *
     * @param called the first one's Service is the one that is told about
     */
    RotationScene(Resource<WebhookIsolationPolicy> policy, List<Installation> called, Stage stage) {
        this.policy = policy;
        this.called = List.copyOf(called);
        this.service = called.getFirst().component().service();
        this.stage = stage;
    }

    Transcript.Rotation play() {
        stage.line("The policy asks for certificates, and both webhooks are called all the time from now on.");
        stage.line("Whatever a cluster waits for in minutes takes " + DWELL.toMillis() + " ms and the like here.");
        try (var calls = SteadyCalls.through(called.toArray(Installation[]::new))) {
            var before = rotated("first", 1);
            var after = before == 0 ? 0 : rotated("second", before + 1);
            calls.close();
            var made = calls.made();
            var rotation = new Transcript.Rotation(made.count(), made.failed(), before, after);
            tell(rotation, made.errors());
            return rotation;
        }
    }

    private void tell(Transcript.Rotation rotation, List<String> errors) {
        if (rotation.isRotated()) {
            stage.good(rotation.calls() + " calls meanwhile, 0 failed");
        } else {
            stage.bad(rotation.calls() + " calls meanwhile, " + rotation.failed() + " failed");
            errors.stream().findFirst().ifPresent(stage::bad);
        }
    }

    /** Returns the generation that Pods serve once its successor is trusted too; 0 if it does not come to that. */
    private int rotated(String rotate, int wanted) {
        policy.edit(found -> asking(found, rotate));
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> isRotatedTo(wanted));
        } catch (ConditionTimeoutException e) {
            stage.bad("It came to no end within " + PATIENCE.toSeconds() + " s.");
            return 0;
        }
        stage.good("All Pods serve leaves of generation " + wanted + ", and all bundles trust " + (wanted + 1)
                + " already");
        return wanted;
    }

    private static WebhookIsolationPolicy asking(WebhookIsolationPolicy policy, String rotate) {
        var spec = policy.getSpec();
        var certificates = new CertificatesSpec(SelectorsSpec.Mode.Enforce, null, null, null, null, rotate, null, null);
        policy.setSpec(new PolicySpec(
                spec.serviceSelector(), spec.selectors(), certificates, spec.onDelete(), spec.suspend()));
        return policy;
    }

    private boolean isRotatedTo(int generation) {
        certificate(service).ifPresent(this::tellPhase);
        return called.stream()
                .map(installation -> certificate(installation.component().service()))
                .allMatch(status ->
                        status.filter(found -> isRotatedTo(found, generation)).isPresent());
    }

    private static boolean isRotatedTo(CertificateStatus status, int generation) {
        var generations = Objects.requireNonNullElse(status.generations(), new GenerationsStatus(0, 0, 0, 0));
        return "Steady".equals(status.phase())
                && generations.servedMin() == generation
                && generations.bundleMax() == generation + 1;
    }

    private void tellPhase(CertificateStatus status) {
        var now = Objects.requireNonNullElse(status.phase(), "");
        if (!now.equals(phase)) {
            phase = now;
            stage.line(phase
                    + Optional.ofNullable(status.message())
                            .map(message -> ": " + message)
                            .orElse(""));
        }
    }

    private Optional<CertificateStatus> certificate(String ofService) {
        return Stream.ofNullable(policy.get().getStatus())
                .flatMap(status -> Stream.ofNullable(status.services()))
                .flatMap(List::stream)
                .filter(row -> row.name().equals(ofService))
                .flatMap(row -> Stream.ofNullable(row.certificate()))
                .findFirst();
    }
}
