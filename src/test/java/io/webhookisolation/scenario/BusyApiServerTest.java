package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.api.v1alpha1.PolicySpec.OnDelete;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.Faults;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** An API server that has too much to do says for how long it wants to be left alone: 429, with the seconds. */
@OnControlPlane
class BusyApiServerTest {

    /** Longer than the operator would wait of its own accord, and too short for the next round of probes to wake it. */
    private static final int SECONDS = 6;

    private final FoundingNamespace world;

    BusyApiServerTest(ControlPlane plane, TestNamespace namespace) {
        world = new FoundingNamespace(plane, namespace.name());
    }

    @Test
    void isNotAskedAgainToPatchAServiceBeforeItsTime() {
        // given
        var services = busyFor(call -> call.isWrite() && call.resource().equals("services"));

        // when
        try (var operator = world.startOperator()) {
            world.create(Mode.Enforce, OnDelete.Retain);
            world.untilCondition("Isolated", "True", "Isolated");

            // then
            assertThat(waited(services)).isGreaterThanOrEqualTo(Duration.ofSeconds(SECONDS));
            assertThat(world.selector()).isEqualTo(FoundingNamespace.NARROW);
            assertThat(operator.metrics())
                    .contains("\nwebhook_isolation_selector_changes_total{action=\"narrowed\"} 1.0");
        }
    }

    /** Refuses the first of these calls; returns when each of them came, in nanoseconds. */
    private List<Long> busyFor(Predicate<Call> calls) {
        var times = new CopyOnWriteArrayList<Long>();
        Predicate<Call> noted = call -> {
            if (!calls.test(call)) {
                return false;
            }
            times.add(System.nanoTime());
            return true;
        };
        world.account()
                .proxy()
                .faults()
                .next(noted, new Faults.Answer(429, "TooManyRequests", "too many requests", SECONDS));
        return times;
    }

    private static Duration waited(List<Long> times) {
        return Duration.ofNanos(times.get(1) - times.getFirst());
    }
}
