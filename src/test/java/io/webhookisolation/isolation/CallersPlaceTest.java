package io.webhookisolation.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.TrafficPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** WI107: when the place of an API server decides whom it reaches. */
class CallersPlaceTest {

    private static final CertificateAuthority ROOT = CertificateAuthority.create("root");

    @ParameterizedTest
    @EnumSource(
            value = TrafficPolicy.class,
            names = {"CLUSTER", "LOCAL_FROM_OUTSIDE"})
    void whereEveryCallerSeesAllEndpointsTheOverlapIsTheWholeStory(TrafficPolicy policy) {
        assertThat(Found.of(FindingCode.WI107, overlap(policy))).isEmpty();
    }

    @Test
    void aTrafficDistributionMakesAnOverlapDependOnTheZone() {
        var finding = Found.only(FindingCode.WI107, overlap(TrafficPolicy.PREFER_NEAR));

        assertThat(finding.message())
                .isEqualTo("Service ns/lws-webhook has a traffic distribution and reaches foreign Pods: where these are"
                        + " nearest, all calls of that zone's or node's API server fail, elsewhere none");
        assertThat(finding.evidence())
                .containsExactly("Deployment/kueue has endpoints", "Deployment/lws has endpoints");
    }

    @Test
    void aTrafficDistributionOfAnIsolatedServiceDoesNoHarm() {
        assertThat(Found.of(FindingCode.WI107, alone(TrafficPolicy.PREFER_NEAR, "Deployment")))
                .isEmpty();
    }

    @Test
    void aForeignWorkloadWithoutEndpointsIsInNobodysWay() {
        var given = alone(TrafficPolicy.PREFER_NEAR, "Deployment")
                .webhookService("kueue-webhook", draft -> draft.selects("app", "kueue"))
                .running("kueue", 1, draft -> draft.label("app", "kueue").mounts("kueue-cert"))
                .certificate("kueue", "kueue-cert", "kueue-webhook.ns.svc");

        assertThat(Found.of(FindingCode.WI102, given)).hasSize(1);
        assertThat(Found.of(FindingCode.WI107, given)).isEmpty();
    }

    @Test
    void policyLocalNeedsAPodOnEachNode() {
        var finding = Found.only(FindingCode.WI107, alone(TrafficPolicy.LOCAL, "Deployment"));

        assertThat(finding.message())
                .isEqualTo("Service ns/lws-webhook has internalTrafficPolicy Local: an API server on a node without a"
                        + " Pod of its owner reaches nobody");
        assertThat(finding.evidence()).containsExactly("Deployment/lws has endpoints");
    }

    @Test
    void aDaemonSetHasAPodOnEachNode() {
        assertThat(Found.of(FindingCode.WI107, alone(TrafficPolicy.LOCAL, "DaemonSet")))
                .isEmpty();
    }

    @Test
    void aForeignDaemonSetBesideTheOwnersIsNoneTheBetter() {
        var given = alone(TrafficPolicy.LOCAL, "DaemonSet")
                .webhookService("kueue-webhook", draft -> draft.selects("app", "kueue"))
                .workload("DaemonSet", "kueue", draft -> draft.label("app", "kueue"))
                .pod(
                        "kueue-0",
                        pod -> pod.label("control-plane", "controller-manager")
                                .label("app", "kueue")
                                .controlledBy("DaemonSet", "kueue"))
                .endpoint("lws-webhook", "kueue-0")
                .probe("lws-webhook", "kueue-0", served("kueue-webhook.ns.svc"), Found.NOW);

        assertThat(Found.of(FindingCode.WI107, given)).hasSize(1);
    }

    @Test
    void whoHasNoEndpointsDoesNotMissThemOnAnyNode() {
        var given = Given.cluster()
                .webhookService("lws-webhook", draft -> draft.trafficPolicy(TrafficPolicy.LOCAL))
                .running("lws", 1, draft -> draft)
                .endpoint("lws-webhook", "lws-0", false, Map.of("p443", 9443));

        assertThat(Found.of(FindingCode.WI107, given)).isEmpty();
    }

    private static Given alone(TrafficPolicy policy, String kind) {
        return Given.cluster()
                .webhookService("lws-webhook", draft -> draft.trafficPolicy(policy))
                .workload(kind, "lws", draft -> draft)
                .pod(
                        "lws-0",
                        pod -> pod.label("control-plane", "controller-manager").controlledBy(kind, "lws"))
                .endpoint("lws-webhook", "lws-0")
                .probe("lws-webhook", "lws-0", served("lws-webhook.ns.svc"), Found.NOW);
    }

    private static Given overlap(TrafficPolicy policy) {
        return alone(policy, "Deployment")
                .webhookService("kueue-webhook", draft -> draft.selects("app", "kueue"))
                .running("kueue", 1, draft -> draft.label("app", "kueue"), "lws-webhook", "kueue-webhook")
                .probe("lws-webhook", "kueue-0", served("kueue-webhook.ns.svc"), Found.NOW);
    }

    private static ProbeOutcome served(String name) {
        return new ProbeOutcome.Served(List.copyOf(ROOT.leaf(name).chain()));
    }
}
