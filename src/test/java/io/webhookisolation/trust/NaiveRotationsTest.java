package io.webhookisolation.trust;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookisolation.certificate.Timing;
import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.trust.Cast.Chain;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the rules prevent: each way to do without one fails calls, which also shows that the oracle sees them. */
class NaiveRotationsTest {

    private static final Chain FIRST = Cast.CHAINS.get(2);
    private static final Chain SECOND = Cast.CHAINS.get(3);
    private static final int FIRST_ROOT = Cast.with(Cast.FIRST);
    private static final int SECOND_ROOT = Cast.with(Cast.SECOND);
    private static final Waits USUAL = Waits.DEFAULT;

    @Test
    void aLeafBeforeItsTrust() {
        var script = script(FIRST_ROOT, new Act.Store(SECOND), new Act.Load(0, 0));

        fails(script, Guard.leafFirst());
    }

    @Test
    void aBundleReplacedAtOnce() {
        var script = script(FIRST_ROOT, new Act.Publish(0, SECOND_ROOT, FIRST_ROOT));

        fails(script, Guard.bundleAtOnce());
    }

    @Test
    void aLeafThatALateApiServerDoesNotKnow() {
        var script = script(
                FIRST_ROOT,
                new Act.Publish(0, SECOND_ROOT, 0),
                new Act.Wait(59),
                new Act.Store(SECOND),
                new Act.Load(0, 0));

        fails(script, Guard.rules(waiting(Duration.ofSeconds(59), USUAL.propagation())));
    }

    @Test
    void aChainThatALateNodeLoadsAfterEveryPodWasSeen() {
        var script = script(
                FIRST_ROOT | SECOND_ROOT,
                new Act.Store(SECOND),
                new Act.Wait(1),
                new Act.Store(FIRST),
                new Act.Look(0),
                new Act.Wait(5),
                new Act.Look(0),
                new Act.Publish(0, 0, SECOND_ROOT),
                new Act.Load(0, 1));

        fails(script, Guard.rules(waiting(USUAL.trust(), Duration.ZERO)));
    }

    private static void fails(Script script, Guard naive) {
        assertThatThrownBy(() -> Stage.perform(script, naive, refusal -> {}, write -> {}))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(" fails");
        assertThatCode(() -> Stage.perform(script, Guard.rules(Timing.DEFAULT), refusal -> {}, write -> {}))
                .doesNotThrowAnyException();
    }

    private static Script script(int bundle, Act... acts) {
        return new Script(List.of(FIRST), List.of(bundle), List.of(Cast.A), false, List.of(acts));
    }

    private static Timing waiting(Duration trust, Duration propagation) {
        var usual = Timing.DEFAULT;
        var waits = new Waits(
                trust, USUAL.adoption(), USUAL.foresight(), USUAL.evidence(), propagation, USUAL.betweenForced());
        return new Timing(usual.ca(), usual.leaf(), usual.renewAtPercent(), usual.margins(), waits);
    }
}
