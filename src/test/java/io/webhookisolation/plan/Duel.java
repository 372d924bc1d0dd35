package io.webhookisolation.plan;

import io.webhookisolation.fixture.property.Dice;
import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.Contest;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Memory;
import io.webhookisolation.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody restores the founding Service's selector at an interval for some days and then stops, while we plan again and
 * again; nothing is kept between two plans but what the status would say.
 */
final class Duel {

    static final Duration LENGTH = Duration.ofDays(14);
    static final Instant START = Scene.NOW;

    final Duration interval;
    final Instant stop;
    final List<Instant> narrowings = new ArrayList<>();
    final List<Instant> reverts = new ArrayList<>();

    private final boolean dropsRecord;
    private Memory memory = Memory.NONE;
    private LabelSet selector = Scene.SCAFFOLD;
    private Optional<AppliedRecord> record = Optional.empty();
    private String writer = "";

    private Duel(Duration interval, Duration lasting, boolean dropsRecord) {
        this.interval = interval;
        this.stop = START.plus(lasting);
        this.dropsRecord = dropsRecord;
    }

    static Duel drawn(Dice dice) {
        var seconds = dice.oneOf(2, 30, 600, 3_600, 86_400, 4 * 86_400) * dice.between(1, 3);
        var duel = new Duel(Duration.ofSeconds(seconds), Duration.ofHours(dice.between(1, 200)), dice.percent(50));
        duel.fight();
        return duel;
    }

    static Duel every(Duration interval) {
        var duel = new Duel(interval, Duration.ofDays(7), true);
        duel.fight();
        return duel;
    }

    /** Empty if all is forgotten at the end. */
    Optional<Contest> contest() {
        return memory.contest();
    }

    boolean isNarrow() {
        return selector.containsAll(Scene.narrowed().add);
    }

    private void fight() {
        var now = START;
        while (now.isBefore(START.plus(LENGTH))) {
            look(now);
            now = next(now);
            if (isRivalsTurn(now)) {
                revert(now);
                look(now);
            }
        }
    }

    /** Whatever comes first: the rival, the end of a pause, or the next time that we look by ourselves. */
    private Instant next(Instant now) {
        var turns = Duration.between(START, now).dividedBy(interval);
        var rival = START.plus(interval.multipliedBy(turns + 1));
        var idle = now.plus(Duration.ofHours(6));
        var wake =
                memory.contest().flatMap(Contest::until).filter(now::isBefore).orElse(idle);
        var ours = wake.isBefore(idle) ? wake : idle;
        return rival.isBefore(stop) && rival.isBefore(ours) && isNarrow() ? rival : ours;
    }

    private boolean isRivalsTurn(Instant now) {
        return now.isBefore(stop) && isNarrow() && Duration.between(START, now).toSeconds() % interval.toSeconds() == 0;
    }

    private void revert(Instant now) {
        selector = Scene.SCAFFOLD;
        writer = "rival";
        record = dropsRecord ? Optional.empty() : record;
        reverts.add(now);
    }

    /** A second look follows at once where the first only remembers. */
    private void look(Instant now) {
        plan(now);
        plan(now);
    }

    private void plan(Instant now) {
        var scene = isNarrow() ? Scene.narrowed() : Scene.founding();
        scene.now = now;
        scene.memory = memory;
        scene.applied = record;
        scene.selectorWriter = writer;
        var plan = scene.servicePlan();
        plan.steps().forEach(step -> write((Step.NarrowSelector) step, now));
        var ours = record.map(known -> known.added().and(selector)).orElse(LabelSet.EMPTY);
        memory = new Memory(ours, plan.backOff(), plan.contest());
    }

    private void write(Step.NarrowSelector step, Instant now) {
        selector = selector.plus(step.add());
        record = Optional.of(step.record());
        writer = "";
        narrowings.add(now);
    }

    @Override
    public String toString() {
        return "every " + interval + " until " + stop + (dropsRecord ? ", dropping our record" : "") + "\n  reverts "
                + reverts + "\n  narrowings " + narrowings;
    }
}
