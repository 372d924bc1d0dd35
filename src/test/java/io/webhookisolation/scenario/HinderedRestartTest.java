package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.webhookisolation.api.v1alpha1.CertificatesSpec.Restart;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.pod.MountedSecrets;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.Faults;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pods never read their Secret again and are to be restarted, and somebody does not let the operator write. */
@OnControlPlane
class HinderedRestartTest {

    private static final Faults.Fault DENIED = new Faults.Answer(
            403, "Forbidden", "admission webhook \"guard.example.com\" denied the request: hands off", 0);
    private static final Component STUBBORN =
            TenantNamespace.component("stubborn").replicas(2).lingering();
    private static final Component READING = TenantNamespace.component("reading");

    private final ControlPlane plane;
    private final TenantNamespace tenant;

    HinderedRestartTest(ControlPlane plane, TestNamespace operators) {
        this.plane = plane;
        this.tenant = new TenantNamespace(plane, operators.name());
    }

    @BeforeEach
    void allowEverything() {
        tenant.account().allowLabelling();
        plane.mounts().delay(tenant.name(), List.of(MountedSecrets.NEVER));
    }

    @Test
    void aRestartThatIsNotAllowedIsNamedAndHoldsUpNothingElse() {
        // given
        var stubborn = tenant.install(STUBBORN);
        plane.mounts().delay(tenant.name(), List.of(Duration.ZERO));
        var reading = tenant.install(READING);
        var former = template();
        tenant.account().deny("patch", "apps", "deployments");

        // when
        tenant.policy("", Restart.WhenNeeded);
        try (var operator = tenant.startOperator()) {
            // then
            tenant.until(() -> isIn("AwaitingRestart", STUBBORN) && isIn("Steady", READING));
            tenant.until(() -> tenant.stalled()
                    .filter(stalled -> stalled.getReason().equals("Forbidden"))
                    .filter(stalled -> stalled.getMessage().contains("cannot patch deployments.apps"))
                    .isPresent());
            assertThat(template()).isEqualTo(former);
            assertThat(stubborn.call(5).errors()).isEmpty();
            assertThat(reading.call(5).errors()).isEmpty();

            // when
            tenant.account().allow("patch", "apps", "deployments");

            // then
            tenant.until(() -> !template().equals(former) && tenant.stalled().isEmpty());
            assertThat(stubborn.call(5).errors()).isEmpty();
        }
    }

    @Test
    void whatAdmissionRefusesIsCountedByItsGateAndWrittenOnceItIsLet() {
        // given
        var stubborn = tenant.install(STUBBORN);
        var former = template();
        var refused =
                new AtomicReference<Predicate<Call>>(call -> isOfTrust(call) || isOfIssue(call) || isOfRestart(call));
        tenant.account().proxy().faults().every(call -> refused.get().test(call), DENIED);

        tenant.policy("", Restart.WhenNeeded);
        try (var operator = tenant.startOperator()) {
            // when, then
            awaitBlocked("trust", operator);
            assertThat(operator.metrics()).doesNotContain(counted("issue")).doesNotContain(counted("restart"));
            refused.set(call -> isOfIssue(call) || isOfRestart(call));
            awaitBlocked("issue", operator);
            refused.set(this::isOfRestart);
            awaitBlocked("restart", operator);
            assertThat(stubborn.call(5).errors()).isEmpty();

            // when
            refused.set(call -> false);

            // then
            tenant.until(() -> !template().equals(former));
            assertThat(stubborn.call(5).errors()).isEmpty();
        }
    }

    private void awaitBlocked(String gate, RunningOperator operator) {
        tenant.until(
                () -> isIn("BlockedByWebhook", STUBBORN) && operator.metrics().contains(counted(gate)));
    }

    private static String counted(String gate) {
        return "webhook_isolation_gate_blocked_total{gate=\"" + gate + "\",reason=\"guard.example.com\"}";
    }

    private static boolean isOfTrust(Call call) {
        return isPatch(call, "validatingwebhookconfigurations.admissionregistration.k8s.io");
    }

    /** What is kept of authorities is elsewhere. */
    private boolean isOfIssue(Call call) {
        return isPatch(call, "secrets") && call.namespace().equals(tenant.name());
    }

    private boolean isOfRestart(Call call) {
        return isPatch(call, "deployments.apps");
    }

    private static boolean isPatch(Call call, String resource) {
        return call.verb().equals("patch") && call.resource().equals(resource);
    }

    private boolean isIn(String phase, Component component) {
        return phase.equals(tenant.phases().get(component.service()));
    }

    private Object template() {
        return plane.client()
                .resources(Deployment.class)
                .inNamespace(tenant.name())
                .withName(STUBBORN.deployment())
                .require()
                .getSpec()
                .getTemplate();
    }
}
