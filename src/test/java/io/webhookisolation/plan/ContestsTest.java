package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.BackOff;
import io.webhookisolation.model.Contest;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Memory;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.Repair;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who took our keys off, how often, and what follows from it; the Service is broad again in each case. */
class ContestsTest {

    private static final Instant NOW = Scene.NOW;
    private static final Duration DAY = Duration.ofDays(1);

    private final Scene scene = Scene.founding();

    ContestsTest() {
        scene.selectorWriter = "rival";
        remember(Optional.empty());
    }

    private void remember(Optional<Contest> contest) {
        scene.memory = new Memory(scene.add, Optional.empty(), contest);
    }

    private Contest remembered() {
        return scene.servicePlan().contest().orElseThrow();
    }

    private static Contest contest(int count, Duration sinceAgo, Duration lastAgo) {
        return new Contest("other", count, NOW.minus(sinceAgo), NOW.minus(lastAgo), Optional.empty());
    }

    @Test
    void aRevertIsRememberedBeforeAnythingIsWrittenAgain() {
        var plan = scene.servicePlan();

        assertThat(plan.contest()).contains(new Contest("rival", 1, NOW, NOW, Optional.empty()));
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.state()).isEqualTo(SelectorState.SELECTOR_REVERTED);
        assertThat(plan.refusals())
                .containsExactly(new Refusal(
                        Predicate.MANAGER,
                        "rival took our keys off its selector once, at 2026-06-01T12:00:00Z;"
                                + " nothing is written before the status says so"));
    }

    @Test
    void onceItIsRememberedTheSelectorIsNarrowedAgain() {
        var first = new Contest("rival", 1, NOW, NOW, Optional.empty());
        scene.memory = new Memory(LabelSet.EMPTY, Optional.empty(), Optional.of(first));

        var plan = scene.servicePlan();

        assertThat(plan.steps()).singleElement().isInstanceOf(Step.NarrowSelector.class);
        assertThat(plan.contest()).contains(first);
    }

    @Test
    void theThirdOneWithinAWeekMakesUsStandDown() {
        remember(Optional.of(contest(2, DAY.multipliedBy(6), DAY)));

        assertThat(remembered())
                .isEqualTo(new Contest(
                        "rival", 3, NOW.minus(DAY.multipliedBy(6)), NOW, Optional.of(NOW.plus(Duration.ofMinutes(5)))));
        assertThat(scene.servicePlan().refusals().getFirst().sentence())
                .isEqualTo("rival took our keys off its selector 3 times since 2026-05-26T12:00:00Z;"
                        + " no other try before 2026-06-01T12:05:00Z");
    }

    @Test
    void threeThatAreNotWithinAWeekAreTwo() {
        remember(Optional.of(contest(2, DAY.multipliedBy(7), DAY)));

        assertThat(remembered()).isEqualTo(new Contest("rival", 2, NOW.minus(DAY), NOW, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"2, 5", "3, 10", "4, 20", "10, 1280", "11, 1440", "500, 1440"})
    void eachFurtherOneDoublesThePauseUpToADay(int before, int minutes) {
        remember(Optional.of(contest(before, DAY.multipliedBy(6), Duration.ofHours(1))));

        assertThat(remembered().until()).contains(NOW.plus(Duration.ofMinutes(minutes)));
    }

    @Test
    void aWeekAfterTheLastOneAllIsForgotten() {
        remember(Optional.of(contest(9, DAY.multipliedBy(8), DAY.multipliedBy(7))));

        assertThat(remembered().count()).isEqualTo(1);
    }

    @Test
    void whileWeStandDownTheRepairStaysASuggestionAndEveryOtherObjectionIsStillTold() {
        var running = new Contest("rival", 3, NOW.minus(DAY), NOW, Optional.of(NOW.plusSeconds(1)));
        scene.memory = new Memory(LabelSet.EMPTY, Optional.empty(), Optional.of(running));
        scene.headless = true;

        var plan = scene.servicePlan();

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.state()).isEqualTo(SelectorState.SELECTOR_REVERTED);
        assertThat(plan.refusals()).extracting(Refusal::predicate).containsExactly(Predicate.MANAGER, Predicate.P8);
        assertThat(plan.verdict().repair().addLabels()).isEqualTo(scene.add);
        assertThat(plan.contest()).contains(running);
    }

    @Test
    void afterThePauseItIsTriedAgainAndTheCountIsKept() {
        var ended = new Contest("rival", 3, NOW.minus(DAY), NOW.minusSeconds(300), Optional.of(NOW));
        scene.memory = new Memory(LabelSet.EMPTY, Optional.empty(), Optional.of(ended));

        var plan = scene.servicePlan();

        assertThat(plan.steps()).hasSize(1);
        assertThat(plan.contest()).contains(ended);
    }

    @Test
    void aRivalThatLeavesNoTraceButOurRecordIsUnknown() {
        scene.selectorWriter = "";
        scene.applied = Scene.narrowed().applied;

        assertThat(remembered().manager()).isEmpty();
        assertThat(remembered().told()).startsWith("somebody unknown took our keys off its selector once");
    }

    @Test
    void ourOwnRestoreThatWasCutOffIsNoRevert() {
        scene.selectorWriter = "";

        assertThat(scene.servicePlan().contest()).isEmpty();
    }

    @Test
    void oneOfOurKeysIsEnough() {
        var narrowed = Scene.narrowed();
        narrowed.selectorWriter = "rival";
        narrowed.memory = new Memory(
                narrowed.add.plus(LabelSet.of("app.kubernetes.io/instance", "lws")),
                Optional.empty(),
                Optional.empty());

        assertThat(narrowed.servicePlan().contest()).isPresent();
    }

    @Test
    void whoeverWritesTheSelectorAndKeepsOurKeysRevertsNothing() {
        var narrowed = Scene.narrowed();
        narrowed.selectorWriter = "rival";
        narrowed.memory = new Memory(narrowed.add, Optional.empty(), Optional.empty());

        assertThat(narrowed.servicePlan().contest()).isEmpty();
        assertThat(narrowed.servicePlan().state()).isEqualTo(SelectorState.APPLIED);
    }

    @Test
    void whileTheServiceCannotBeSeenNothingIsForgotten() {
        var running = new Contest("rival", 3, NOW.minus(DAY), NOW, Optional.of(NOW.plusSeconds(1)));
        var backOff = new BackOff(RestoreCause.GUARD, 2, NOW.plusSeconds(1));
        var verdict = new ServiceVerdict(
                Scene.WEBHOOK,
                Optional.empty(),
                ServiceClass.SERVICE_NOT_FOUND,
                scene.callSites,
                List.of(),
                Repair.none("it is not there"));
        var request = new PlanRequest(
                scene.policy,
                List.of(),
                scene.snapshot(),
                new Analysis(List.of(verdict), List.of()),
                Map.of(Scene.WEBHOOK, new Memory(scene.add, Optional.of(backOff), Optional.of(running))),
                NOW);

        var plan = Planner.plan(request).services().getFirst();

        assertThat(plan.contest()).contains(running);
        assertThat(plan.backOff()).contains(backOff);
    }

    @Test
    void aContestIsOpenUntilAnotherTryHasStoodAsLongAsThePause() {
        var until = NOW.plus(Duration.ofMinutes(10));
        var contest = new Contest("rival", 4, NOW.minus(DAY), NOW, Optional.of(until));

        assertThat(contest.isOpen(until.plus(Duration.ofMinutes(10)).minusSeconds(1)))
                .isTrue();
        assertThat(contest.isOpen(until.plus(Duration.ofMinutes(10)))).isFalse();
        assertThat(contest(2, DAY, DAY).isOpen(NOW)).isFalse();
    }
}
