package io.webhookisolation.plan;

import static io.webhookisolation.plan.Scene.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.Endpoint;
import io.webhookisolation.model.EndpointSlice;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AftermathTest {

    private static final ServiceReference OTHER = new ServiceReference(Scene.NAMESPACE, "other-webhook");

    private final Scene scene = Scene.founding();
    private final Pod owner = scene.lws.pods.getFirst();
    private final Pod excluded = scene.kueue.pods.getFirst();

    @Test
    void theServiceHasTheLabelsThatTheRecordSaysWereAdded() {
        var aftermath = aftermath();

        assertThat(aftermath.service().selector()).isEqualTo(named("lws"));
        assertThat(aftermath.service().applied()).contains(record());
        assertThat(aftermath.snapshot().services()).containsExactly(aftermath.service());
    }

    @Test
    void otherServicesStayAsTheyAre() {
        scene.otherWebhooks.add(OTHER.name());

        assertThat(aftermath().snapshot().services())
                .extracting(Service::selector)
                .containsExactly(named("lws"), Scene.SCAFFOLD);
    }

    @Test
    void onlyThePodsThatTheNarrowedSelectorKeepsAreEndpoints() {
        assertThat(served(before())).containsExactly(owner.uid(), excluded.uid());

        var after = aftermath().snapshot();

        assertThat(served(after)).containsExactly(owner.uid());
        assertThat(after.slices()).extracting(EndpointSlice::key).isEqualTo(keys(before()));
    }

    @Test
    void anEndpointOfNoKnownPodLeaves() {
        scene.crews.remove(scene.lws);

        assertThat(served(aftermath().snapshot())).isEmpty();
    }

    @Test
    void slicesOfOtherServicesStayAsTheyAre() {
        var slice = scene.slices.removeLast();
        var ofOther =
                new EndpointSlice(slice.key(), OTHER, slice.managed(), slice.fqdn(), slice.ports(), slice.endpoints());
        scene.slices.add(ofOther);

        assertThat(aftermath().snapshot().slices()).contains(ofOther);
    }

    @Test
    void onlyThePodsThatTheNarrowedSelectorKeepsAreProbedForThisService() {
        var kept = probed(Scene.WEBHOOK, owner);
        probed(Scene.WEBHOOK, excluded);
        var forOther = probed(OTHER, excluded);

        assertThat(aftermath().snapshot().probes()).containsOnlyKeys(kept, forOther);
        assertThat(aftermath().snapshot().probes())
                .containsEntry(kept, before().probes().get(kept));
    }

    private ProbeTarget probed(ServiceReference service, Pod pod) {
        var target = new ProbeTarget(service, pod.uid(), pod.key().name(), "10.0.0.1", 9443);
        scene.probes.put(
                target, List.of(new ProbeResult(target, Scene.NOW, Duration.ofMillis(3), new ProbeOutcome.Refused())));
        return target;
    }

    private Snapshot before() {
        return scene.snapshot();
    }

    private Aftermath aftermath() {
        return new Aftermath(scene.proposal(), record());
    }

    private AppliedRecord record() {
        return new AppliedRecord(scene.add, "", Scene.NOW, "operators/webhooks");
    }

    private static List<String> served(Snapshot snapshot) {
        return snapshot.slices().stream()
                .flatMap(slice -> slice.endpoints().stream())
                .map(Endpoint::podUid)
                .toList();
    }

    private static List<?> keys(Snapshot snapshot) {
        return snapshot.slices().stream().map(EndpointSlice::key).toList();
    }
}
