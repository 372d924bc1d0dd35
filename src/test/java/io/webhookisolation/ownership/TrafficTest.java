package io.webhookisolation.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whom a call can reach now. */
class TrafficTest {

    @Test
    void inManifestsATemplateThatWantsPodsAndHasThePortReceivesTraffic() {
        var given = Given.manifests()
                .webhookService("a", draft -> draft.port(443, "webhook"))
                .deployment("has", draft -> draft.port("webhook", 9443))
                .deployment("lacks")
                .deployment("none", draft -> draft.port("webhook", 9443).replicas(0));

        assertThat(receives(given, "has")).isTrue();
        assertThat(receives(given, "lacks")).isFalse();
        assertThat(receives(given, "none")).isFalse();
    }

    @Test
    void aPortNumberReachesEveryPodWhetherDeclaredOrNot() {
        assertThat(receives(Given.manifests().webhookService("a").deployment("op"), "op"))
                .isTrue();
    }

    @Test
    void aPortThatNoCallSiteNamesCarriesNoCall() {
        var given = Given.manifests()
                .service("a", draft -> draft.port(8080, "8080"))
                .callSite("a", "a", site -> site.port(443))
                .deployment("op");

        assertThat(receives(given, "op")).isFalse();
    }

    @Test
    void anOldRevisionThatTheServiceNoLongerSelectsReceivesNothing() {
        var given = Given.manifests()
                .webhookService("a", draft -> draft.selects("app", "a").port(443, "webhook"))
                .deployment("op", draft -> draft.label("app", "a"))
                .workload(
                        "ReplicaSet",
                        "op-1",
                        draft -> draft.port("webhook", 9443).controlledBy("Deployment", "op"));

        assertThat(receives(given, "op")).isFalse();
    }

    @Test
    void onAClusterAReadyEndpointReceivesTraffic() {
        var given = Given.cluster().webhookService("a").running("op", 1, draft -> draft, "a");

        assertThat(receives(given, "op")).isTrue();
    }

    @Test
    void onAClusterATemplateAloneDoesNot() {
        var given = Given.cluster().webhookService("a").running("op", 1, draft -> draft);

        assertThat(receives(given, "op")).isFalse();
    }

    @Test
    void anEndpointThatIsNotReadyOrInASliceWithoutThePortDoesNot() {
        var notReady = Given.cluster()
                .webhookService("a")
                .running("op", 1, draft -> draft)
                .endpoint("a", "op-0", false, Map.of("p443", 9443));
        var withoutPort = Given.cluster()
                .webhookService("a")
                .running("op", 1, draft -> draft)
                .endpoint("a", "op-0", true, Map.of("metrics", 8080))
                .endpoint("a", "op-0", true, Map.of());

        assertThat(receives(notReady, "op")).isFalse();
        assertThat(receives(withoutPort, "op")).isFalse();
    }

    @Test
    void anEndpointOfAnotherServiceDoesNot() {
        var given = Given.cluster().webhookService("a").webhookService("b").running("op", 1, draft -> draft, "b");

        assertThat(receives(given, "op")).isFalse();
    }

    private static boolean receives(Given given, String workload) {
        return Verdicts.verdict(given, "a", workload).receivesTraffic();
    }
}
