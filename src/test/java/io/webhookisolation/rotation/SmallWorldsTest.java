package io.webhookisolation.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.property.Property;
import io.webhookisolation.model.RotationPhase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** From every combination of what a kill, a rival or a backup may leave, the way leads on, and no call fails on it. */
class SmallWorldsTest {

    private static final int PER_CASE = 5;

    private final Map<String, LongAdder> ends = new ConcurrentSkipListMap<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

    @Test
    void everySmallWorldComesToRestOrToANamedStopAndNoCallFailsOnTheWay() {
        var mint = new Mint();
        var cases = cases();

        cases.parallelStream().forEach(given -> live(given, mint));

        System.out.println(cases.size() + " small worlds: " + ends);
        assertThat(failures).isEmpty();
        assertThat(ends).containsKey("Steady");
    }

    private void live(SmallCase given, Mint mint) {
        try {
            var world = new SmallWorld(given, mint);
            var end = world.live();
            if (end == RotationPhase.STEADY && !world.isWhole()) {
                throw new AssertionError("steady, and not whole");
            }
            if (end.isUnderWay()) {
                throw new AssertionError("stands still in " + end);
            }
            ends.computeIfAbsent(end.word(), unseen -> new LongAdder()).increment();
        } catch (AssertionError | RuntimeException failure) {
            ends.computeIfAbsent("FAILED", unseen -> new LongAdder()).increment();
            if (failures.size() < 10) {
                failures.add(given + ": " + failure);
            }
        }
    }

    /** Each lives through many moments, so one for five worlds that are asked for; the same ones each time, all of them in the end. */
    private static List<SmallCase> cases() {
        var cases = new ArrayList<>(SmallCase.all());
        Collections.shuffle(cases, new Random(Property.seed()));
        return cases.subList(0, Math.min(cases.size(), Property.worlds() / PER_CASE));
    }
}
