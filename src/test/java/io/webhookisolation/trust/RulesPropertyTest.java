package io.webhookisolation.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.webhookisolation.certificate.Timing;
import io.webhookisolation.fixture.property.Property;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** No interleaving of writes that the rules allow, of late API servers, late nodes and restarts makes a call fail. */
class RulesPropertyTest {

    private static final int ENOUGH_TO_SEE_ALL = 2_000;
    private static final Property<Script> SCRIPTS =
            Property.ofSeveral("interleavings", 3, Script::draw, Script::smaller);

    private final Map<Obstacle, LongAdder> obstacles = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> writes = new ConcurrentHashMap<>();

    @Test
    void noCallFailsByAnyWriteThatTheRulesAllow() {
        var rules = Guard.rules(Timing.DEFAULT);

        SCRIPTS.holds(script -> Stage.perform(
                script, rules, refusal -> count(obstacles, refusal.obstacle()), write -> count(writes, write)));

        System.out.println("written: " + writes + ", refused: " + obstacles);
        assumeThat(Property.worlds()).isGreaterThanOrEqualTo(ENOUGH_TO_SEE_ALL);
        assertThat(obstacles.keySet()).isEqualTo(EnumSet.allOf(Obstacle.class));
        assertThat(writes).containsOnlyKeys("stored", "added", "dropped");
    }

    private static <K> void count(Map<K, LongAdder> counts, K key) {
        counts.computeIfAbsent(key, unseen -> new LongAdder()).increment();
    }
}
