package io.webhookisolation.plan;

import static io.webhookisolation.plan.Scene.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Endpoint;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.TrafficPolicy;
import io.webhookisolation.model.TrustBundle;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EnoughReadyEndpointsTest {

    private final Scene scene = Scene.founding();

    @Test
    void refusesWhereCallersSeeOnlySomeEndpoints() {
        scene.trafficPolicy = TrafficPolicy.LOCAL;

        assertThat(objection().orElseThrow()).startsWith("Service operators/lws-webhook has a traffic policy Local");
    }

    @Test
    void refusesFewerReadyOwnersThanThePolicyWants() {
        scene.policy = Policies.wanting(2);

        assertThat(objection())
                .contains("port 443 of Service operators/lws-webhook would keep 1 ready owner endpoints,"
                        + " policy operators/webhooks wants 2");
    }

    @Test
    void wantsOneEvenWhereThePolicyWantsNone() {
        scene.policy = Policies.wanting(0);
        scene.slices.clear();

        assertThat(objection().orElseThrow()).contains("would keep 0", "wants 1");
    }

    @Test
    void countsEachPodOnce() {
        scene.policy = Policies.wanting(2);
        scene.serve(scene.lws.pods.getFirst());

        assertThat(objection().orElseThrow()).contains("would keep 1");
    }

    @Test
    void letsAsManyPassAsAreWanted() {
        scene.policy = Policies.wanting(2);
        scene.lws.pod("-b", named("lws"), true, false);
        scene.serve(scene.lws.pods.getLast());

        assertThat(objection()).isEmpty();
    }

    @Test
    void doesNotCountAPodThatIsLeavingOrUnreadyThoughItsSliceLags() {
        scene.slices.clear();
        scene.lws.pods.clear();
        scene.lws.pod("-b", named("lws"), false, false).pod("-c", named("lws"), true, true);
        scene.lws.pods.forEach(pod -> scene.serve(pod, true, "https"));

        assertThat(objection().orElseThrow()).contains("would keep 0");
    }

    @Test
    void doesNotCountAnEndpointThatIsNotReady() {
        scene.slices.clear();
        scene.serve(scene.lws.pods.getFirst(), false, "https");

        assertThat(objection().orElseThrow()).contains("would keep 0");
    }

    @Test
    void doesNotCountAnEndpointThatIsTerminatingThoughItSaysReady() {
        scene.slices.clear();
        var pod = scene.lws.pods.getFirst();
        var ports = new TreeMap<String, Integer>();
        ports.put("https", 9443);
        scene.slice(
                true,
                ports,
                new Endpoint(
                        pod.addresses(), true, true, true, pod.uid(), pod.key().name(), "node-1", Optional.empty()));

        assertThat(objection().orElseThrow()).contains("would keep 0");
    }

    @Test
    void doesNotCountASliceWithoutTheCalledPort() {
        scene.slices.clear();
        scene.serve(scene.lws.pods.getFirst(), true, "metrics");

        assertThat(objection().orElseThrow()).contains("would keep 0");
    }

    @Test
    void doesNotCountForeignEndpointsNorOwnersThatAreLost() {
        scene.slices.removeFirst();
        scene.add = LabelSet.of("app.kubernetes.io/name", "kueue");

        assertThat(objection().orElseThrow()).contains("would keep 0");

        scene.serve(scene.lws.pods.getFirst());

        assertThat(objection().orElseThrow()).contains("would keep 0");
    }

    @Test
    void refusesACalledPortThatTheServiceLacks() {
        scene.callSites.add(Scene.callSite(8443, TrustBundle.EMPTY));

        assertThat(objection().orElseThrow()).startsWith("port 8443 of");
    }

    private Optional<String> objection() {
        return new EnoughReadyEndpoints().objection(scene.proposal());
    }
}
