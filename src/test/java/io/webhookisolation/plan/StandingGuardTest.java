package io.webhookisolation.plan;

import static io.webhookisolation.plan.Scene.SCAFFOLD;
import static io.webhookisolation.plan.Scene.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Relation;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandingGuardTest {

    private final Scene scene = Scene.narrowed();

    @BeforeEach
    void theOwnerIsKnownByTheSecretThatItMounts() {
        certificate("lws-webhook", "lws-cert");
        scene.lws.mounts.add("lws-cert");
        remake(scene.lws);
    }

    @Test
    void restoresWhereAnOwnersTemplateLosesOurLabel() {
        scene.lws.labels = SCAFFOLD;

        assertThat(alarm()).contains("Deployment/lws belongs to an owner and lacks app.kubernetes.io/name=lws");
    }

    @Test
    void restoresWhereARevisionWithReplicasLacksOurLabel() {
        scene.lws.revision("-2", SCAFFOLD, 1);

        assertThat(alarm().orElseThrow()).startsWith("ReplicaSet/lws-2 of Deployment/lws belongs to an owner");
    }

    @Test
    void doesNotMindARevisionWithoutReplicas() {
        scene.lws.revision("-0", SCAFFOLD, 0);

        assertThat(alarm()).isEmpty();
    }

    @Test
    void restoresWhereAPodOfAnOwnerLacksOurLabel() {
        scene.lws.pod("-b", SCAFFOLD, false, false);

        assertThat(alarm().orElseThrow()).startsWith("Pod/lws-b of Deployment/lws belongs to an owner");
    }

    @Test
    void doesNotMindAPodOfAnOwnerThatIsLeaving() {
        scene.lws.pod("-b", SCAFFOLD, true, true);

        assertThat(alarm()).isEmpty();
    }

    @Test
    void restoresWhereAnotherWorkloadServesTheNameToo() {
        var green = new Crew("green", Relation.UNKNOWN, named("green"));
        green.mounts.add("lws-cert");
        scene.crews.add(green);

        assertThat(alarm().orElseThrow()).startsWith("Deployment/green belongs to an owner");
    }

    @Test
    void restoresWhereAWorkloadOfTheOwnersComponentAppears() {
        scene.crews.add(component("worker", "lws"));

        assertThat(alarm().orElseThrow()).startsWith("Deployment/worker belongs to an owner");
    }

    @Test
    void leavesAWorkloadOfTheOwnersComponentOutThatIsProvedToBeForeign() {
        var worker = component("worker", "lws");
        worker.mounts.add("other-cert");
        scene.crews.add(worker);
        certificate("other-webhook", "other-cert");
        scene.otherWebhooks.add("other-webhook");

        assertThat(alarm()).isEmpty();
    }

    @Test
    void leavesAWorkloadOfAnotherComponentOut() {
        scene.crews.add(component("worker", "other"));

        assertThat(alarm()).isEmpty();
    }

    @Test
    void twoWorkloadsWithoutAComponentAreNotOfOneComponent() {
        scene.lws.component = "";
        scene.kueue.component = "";

        assertThat(alarm()).isEmpty();
    }

    @Test
    void leavesTheForeignWorkloadOutThatOurKeysExcludeOnPurpose() {
        assertThat(alarm()).isEmpty();
    }

    @Test
    void restoresAWorkloadThatIsHalfInsideThoughNothingElseIsKnownOfIt() {
        scene.lws.mounts.clear();
        remake(scene.lws);
        scene.lws.revision("-2", SCAFFOLD, 1);

        assertThat(alarm().orElseThrow()).startsWith("ReplicaSet/lws-2 of Deployment/lws");
    }

    @Test
    void restoresWhereNoReadyPodIsLeftWhileAnotherMatchesTheFormerSelector() {
        scene.lws.pods.clear();

        assertThat(alarm())
                .contains("no ready Pod matches app.kubernetes.io/name=lws,control-plane=controller-manager, and"
                        + " Pod/kueue-a of Deployment/kueue would match without app.kubernetes.io/name=lws");
    }

    @Test
    void aPodThatIsNotReadyOrLeavingServesNobody() {
        scene.lws.pods.clear();
        scene.lws.pod("-b", named("lws"), false, false).pod("-c", named("lws"), true, true);

        assertThat(alarm().orElseThrow()).startsWith("no ready Pod matches");
    }

    @Test
    void aPodThatIsNotReadyServesWhereTheServicePublishesItAllTheSame() {
        scene.publishNotReadyAddresses = true;
        scene.lws.pods.clear();
        scene.lws.pod("-b", named("lws"), false, false);

        assertThat(alarm()).isEmpty();
    }

    @Test
    void restoringIsPointlessWhereEveryPodMatchesAnyway() {
        scene.lws.pods.clear();
        scene.lws.pod("-b", named("lws"), false, false);
        scene.kueue.pods.clear();

        assertThat(alarm()).isEmpty();
    }

    @Test
    void aLeavingPodIsNotWorthRestoringFor() {
        scene.lws.pods.clear();
        scene.kueue.pods.clear();
        scene.kueue.pod("-b", named("kueue"), true, true);

        assertThat(alarm()).isEmpty();
    }

    @Test
    void unreadPodsOrServicesHoldItBack() {
        scene.lws.pods.clear();
        scene.gaps.add(new Gap("Pod", false, "not synced"));

        assertThat(alarm()).isEmpty();
    }

    @Test
    void otherGapsDoNotHoldItBack() {
        scene.lws.pods.clear();
        scene.gaps.add(new Gap("EndpointSlice", false, "not synced"));

        assertThat(alarm()).isPresent();
    }

    @Test
    void isSilentWhereNoKeyOfOursStands() {
        scene.applied = Optional.empty();
        scene.lws.pods.clear();

        assertThat(alarm()).isEmpty();
    }

    private Optional<String> alarm() {
        return new StandingGuard(scene.neighbourhood(), Scene.NOW).alarm(scene.service(), scene.callSites);
    }

    private void certificate(String service, String secret) {
        var names = new TreeSet<>(List.of(service + ".operators.svc"));
        var key = ObjectKey.live("cert-manager.io/v1", "Certificate", Scene.NAMESPACE, secret);
        scene.certificates.add(new Certificate(key, Provenance.NONE, names, secret));
    }

    private static Crew component(String name, String component) {
        var crew = new Crew(name, Relation.UNKNOWN, SCAFFOLD.plus(LabelSet.of("app", name)));
        crew.component = component;
        return crew;
    }

    /** The Pods and revisions of a crew keep what it had when they were made. */
    private static void remake(Crew crew) {
        crew.revisions.clear();
        crew.pods.clear();
        crew.revision("-1", named(crew.name), 1).pod("-a", named(crew.name), true, false);
    }
}
