package io.webhookisolation.plan;

import static io.webhookisolation.plan.Scene.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Rollout;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnersStillServedTest {

    private final Scene scene = Scene.narrowed();

    @Test
    void isRedWhereAReadyOwnerHasLeftTheSlices() {
        scene.slices.clear();

        assertThat(loss())
                .contains("Pod/lws-a of Deployment/lws is ready and matches"
                        + " app.kubernetes.io/name=lws,control-plane=controller-manager"
                        + " but is no endpoint since we narrowed it");
    }

    @Test
    void isQuietWhileEachOwnerIsAnEndpoint() {
        assertThat(loss()).isEmpty();
    }

    @Test
    void anEndpointThatIsNotReadyHasNotLeft() {
        scene.slices.clear();
        scene.serve(scene.lws.pods.getFirst(), false, "https");

        assertThat(loss()).isEmpty();
    }

    @Test
    void waitsWhileAForeignEndpointIsStillThere() {
        scene.slices.clear();
        scene.serve(scene.kueue.pods.getFirst());

        assertThat(loss()).isEmpty();
    }

    @Test
    void waitsWhileAnEndpointBelongsToNobodyKnown() {
        scene.slices.clear();
        scene.kueue.pod("-gone", named("lws"), true, false);
        scene.serve(scene.kueue.pods.removeLast());

        assertThat(loss()).isEmpty();
    }

    @Test
    void aPodThatCannotServeHasNotLeft() {
        scene.slices.clear();
        scene.lws.pods.clear();
        scene.lws
                .pod("-b", named("lws"), false, false)
                .pod("-c", named("lws"), true, true)
                .pod("-d", Scene.SCAFFOLD, true, false);

        assertThat(loss()).isEmpty();
    }

    @Test
    void waitsWhileTheOwnerIsRolledOut() {
        scene.slices.clear();
        scene.lws.rollout = Rollout.open("1 of 2 Pods are available");

        assertThat(loss()).isEmpty();
    }

    @Test
    void doesNotMissSomebodyForeign() {
        scene.slices.clear();
        scene.lws.relation(Relation.UNKNOWN, Relation.FOREIGN);

        assertThat(loss()).isEmpty();

        scene.lws.relation(Relation.FOREIGN, Relation.UNKNOWN);

        assertThat(loss()).isEmpty();
    }

    @Test
    void missesAnOwnerWhoseProofHasFaded() {
        scene.slices.clear();
        scene.lws.relation(Relation.UNKNOWN, Relation.UNKNOWN);

        assertThat(loss()).isPresent();
    }

    @Test
    void isQuietOnAnIncompleteSnapshot() {
        scene.slices.clear();
        scene.gaps.add(new Gap("EndpointSlice", false, "not synced"));

        assertThat(loss()).isEmpty();
    }

    @Test
    void isQuietOnFiles() {
        scene.slices.clear();
        scene.live = false;

        assertThat(loss()).isEmpty();
    }

    @Test
    void watchesForHalfAnHour() {
        scene.slices.clear();
        scene.applied = written(OwnersStillServed.WATCH.minusSeconds(1));

        assertThat(loss()).isPresent();

        scene.applied = written(OwnersStillServed.WATCH);

        assertThat(loss()).isEmpty();
    }

    @Test
    void isQuietWhereSomebodyTookOurKeysAway() {
        scene.slices.clear();
        scene.selector = Scene.SCAFFOLD;

        assertThat(loss()).isEmpty();
    }

    @Test
    void isQuietWhereWeNeverWrote() {
        scene.slices.clear();
        scene.applied = Optional.empty();

        assertThat(loss()).isEmpty();
    }

    private Optional<String> loss() {
        return OwnersStillServed.loss(scene.verdict(), scene.service(), scene.neighbourhood(), Scene.NOW);
    }

    private static Optional<AppliedRecord> written(Duration ago) {
        var added = LabelSet.of("app.kubernetes.io/name", "lws");
        return Optional.of(new AppliedRecord(added, "", Scene.NOW.minus(ago), "operators/webhooks"));
    }
}
