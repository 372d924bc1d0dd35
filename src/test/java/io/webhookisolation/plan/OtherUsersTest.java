package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.ServiceUser;
import io.webhookisolation.model.ServiceUsers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OtherUsersTest {

    private final Scene scene = Scene.founding();

    @Test
    void refusesBeforeTheOtherUsersAreRead() {
        scene.users.clear();

        assertThat(objection()).contains("the other users of Service operators/lws-webhook are not read yet");
    }

    @Test
    void refusesWhereSomeUsersCannotBeRead() {
        scene.users.put(
                Scene.WEBHOOK,
                new ServiceUsers(List.of(), List.of(new Gap("ServiceMonitor", true, "cannot list servicemonitors"))));

        assertThat(objection())
                .contains("other users of Service operators/lws-webhook cannot be read: cannot list servicemonitors");
    }

    @Test
    void refusesAUserOfWhomNothingIsKnown() {
        usedBy(Provenance.NONE, LabelSet.of("release", "prometheus"));

        assertThat(objection())
                .contains("ServiceMonitor/monitor uses Service operators/lws-webhook too"
                        + " and is not shown to belong to its component");
    }

    @Test
    void refusesAUserOfAnotherReleaseBundleOrComponent() {
        scene.provenance = provenance("lws", "operators/lws", "lws.v1");
        usedBy(provenance("kueue", "operators/kueue", "kueue.v1"), LabelSet.EMPTY);

        assertThat(objection()).isPresent();
    }

    @Test
    void acceptsAUserWithTheDistinguishingLabels() {
        usedBy(Provenance.NONE, Scene.named("lws"));

        assertThat(objection()).isEmpty();
    }

    @Test
    void acceptsAUserOfTheSameHelmRelease() {
        scene.provenance = provenance("", "operators/lws", "");
        usedBy(provenance("", "operators/lws", ""), LabelSet.EMPTY);

        assertThat(objection()).isEmpty();
    }

    @Test
    void acceptsAUserOfTheSameOlmBundle() {
        scene.provenance = provenance("", "", "lws.v1");
        usedBy(provenance("", "", "lws.v1"), LabelSet.EMPTY);

        assertThat(objection()).isEmpty();
    }

    @Test
    void acceptsAUserOfTheServicesComponentOrOfAnOwners() {
        scene.provenance = provenance("service", "", "");
        usedBy(provenance("service", "", ""), LabelSet.EMPTY);

        assertThat(objection()).isEmpty();

        usedBy(provenance("lws", "", ""), LabelSet.EMPTY);

        assertThat(objection()).isEmpty();

        usedBy(provenance("kueue", "", ""), LabelSet.EMPTY);

        assertThat(objection()).isPresent();
    }

    @Test
    void refusesWhereACallSiteTrustsWhatAnExcludedPodServes() {
        trusting(CertificateAuthority.create("lws"), "lws-webhook.operators.svc");
        probed(scene.kueue.pods.getFirst(), served);

        assertThat(trust())
                .contains("ValidatingWebhookConfiguration/lws entry v.lws.io trusts what"
                        + " Pod/kueue-a of Deployment/kueue serves");
    }

    @Test
    void letsGoWhatNoCallSiteTrusts() {
        trusting(CertificateAuthority.create("lws"), "kueue-webhook.operators.svc");
        probed(scene.kueue.pods.getFirst(), served);

        assertThat(trust()).isEmpty();
    }

    @Test
    void whatAnOwnerServesIsTrustedRightly() {
        trusting(CertificateAuthority.create("lws"), "lws-webhook.operators.svc");
        probed(scene.lws.pods.getFirst(), served);

        assertThat(trust()).isEmpty();
    }

    @Test
    void theNewestAnswerCounts() {
        trusting(CertificateAuthority.create("lws"), "lws-webhook.operators.svc");
        probed(scene.kueue.pods.getFirst(), served, new ProbeOutcome.Refused());

        assertThat(trust()).isEmpty();
    }

    @Test
    void aTargetWithoutAnswersSaysNothing() {
        probed(scene.kueue.pods.getFirst());

        assertThat(trust()).isEmpty();
    }

    private ProbeOutcome served = new ProbeOutcome.Refused();

    private void trusting(CertificateAuthority authority, String name) {
        served = new ProbeOutcome.Served(authority.leaf(name).chain());
        scene.callSites.clear();
        scene.callSites.add(Scene.callSite(443, authority.bundle()));
    }

    private void probed(Pod pod, ProbeOutcome... outcomes) {
        var target = new ProbeTarget(
                Scene.WEBHOOK, pod.uid(), pod.key().name(), pod.addresses().getFirst(), 9443);
        scene.probes.put(
                target,
                Stream.of(outcomes)
                        .map(outcome -> new ProbeResult(target, Scene.NOW, Duration.ZERO, outcome))
                        .toList());
    }

    private void usedBy(Provenance provenance, LabelSet labels) {
        var key = ObjectKey.live("monitoring.coreos.com/v1", "ServiceMonitor", Scene.NAMESPACE, "monitor");
        scene.users.put(Scene.WEBHOOK, new ServiceUsers(List.of(new ServiceUser(key, provenance, labels)), List.of()));
    }

    private static Provenance provenance(String component, String helmRelease, String olmOwner) {
        return new Provenance(
                component, named(helmRelease), Optional.empty(), named(olmOwner), Optional.empty(), Optional.empty());
    }

    private static Optional<String> named(String name) {
        return Optional.of(name).filter(text -> !text.isEmpty());
    }

    private Optional<String> objection() {
        return new OtherUsersAgree().objection(scene.proposal());
    }

    private Optional<String> trust() {
        return new CallersAgree().objection(scene.proposal());
    }
}
