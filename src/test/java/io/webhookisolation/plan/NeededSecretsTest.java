package io.webhookisolation.plan;

import static io.webhookisolation.plan.Scene.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.BackOff;
import io.webhookisolation.model.LabelSelector;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ManagerKind;
import io.webhookisolation.model.Memory;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.SelectorManager;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/** Which Secrets may be read: as few as a write needs, and none where nothing will be written. */
class NeededSecretsTest {

    private final Scene scene = Scene.founding();

    NeededSecretsTest() {
        scene.lws.mounts.add("lws-cert");
        scene.kueue.mounts.add("kueue-cert");
        scene.kueue.mounts.add("kueue-password");
    }

    @Test
    void allThatAnybodyMountsWhomTheSelectorReachesAreInQuestion() {
        assertThat(needed()).containsExactly("kueue-cert", "kueue-password", "lws-cert");
    }

    @Test
    void whoeverTheSelectorDoesNotReachKeepsHisToHimself() {
        scene.kueue.labels = LabelSet.of("app", "kueue");
        scene.crews.add(new Crew("jobset", Relation.UNKNOWN, Scene.named("jobset")));

        assertThat(needed()).containsExactly("lws-cert");
    }

    @Test
    void aPolicyThatOnlyReportsReadsNone() {
        assertThat(neededBy(Policies.auditing())).isEmpty();
        assertThat(neededBy(Policies.suspended())).isEmpty();
        assertThat(neededBy(Policies.deleted(true))).isEmpty();
    }

    @Test
    void aPolicyThatDoesNotSelectTheServiceReadsNone() {
        var other = new LabelSelector(LabelSet.of("tier", "back"), List.of());

        assertThat(neededBy(Policies.selecting("webhooks", NOW, other))).isEmpty();
    }

    @Test
    void whereAManagerUndoesItNoneIsReadUnlessThePolicySaysSo() {
        scene.manager = new SelectorManager(ManagerKind.FLUX_KUSTOMIZE, "kustomize-controller", "applies it");

        assertThat(needed()).isEmpty();
        assertThat(neededBy(Policies.overriding())).isNotEmpty();
    }

    @Test
    void anIgnoredServiceIsLeftAlone() {
        scene.ignored = "we know";

        assertThat(needed()).isEmpty();
    }

    @Test
    void duringABackOffNoneIsRead() {
        scene.memory = new Memory(
                LabelSet.EMPTY,
                Optional.of(new BackOff(RestoreCause.ROLLED_BACK, 1, NOW.plus(Duration.ofMinutes(5)))),
                Optional.empty());

        assertThat(needed()).isEmpty();
    }

    @Test
    void whereNobodyButOwnersIsReachedNoneIsRead() {
        scene.kueue.relation(Relation.OWNER, Relation.OWNER);

        assertThat(needed()).isEmpty();
    }

    @Test
    void aLatentOverlapIsWorthItOnlyWhereThePolicyNarrowsIt() {
        scene.kueue.receivesTraffic = false;

        assertThat(needed()).isEmpty();
        assertThat(neededBy(Policies.latentToo())).isNotEmpty();
    }

    private SortedSet<String> neededBy(Policy policy) {
        scene.policy = policy;
        return needed();
    }

    private SortedSet<String> needed() {
        return Planner.needsSecrets(scene.request());
    }
}
