package io.webhookisolation.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.time.SimulatedTime;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.ServiceReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is due, namespace by namespace; times beyond that are shown by {@link ProbeRoundsTest}. */
class RoundQueueTest {

    private static final Instant START = SimulatedTime.START;

    private final ProbeHistory history = new ProbeHistory();
    private final RoundQueue queue = new RoundQueue(history);

    @Test
    void aNewTargetCostsNoLookAtTheOtherNamespaces() {
        // given
        IntStream.range(0, 250).forEach(number -> probed(targets(number, 10)));
        var before = history.read();

        // when
        var more = targets(73, 11);
        queue.want("ns-73", more);
        var rounds = queue.take(START);
        queue.done("ns-73", List.of(more.getLast()), List.of(result(more.getLast())));
        var next = queue.next();

        // then
        assertThat(rounds).containsOnlyKeys("ns-73");
        assertThat(rounds.get("ns-73")).containsExactly(more.getLast());
        assertThat(next).isEqualTo(START.plus(ProbeSchedule.CONFIRM).plus(RoundQueue.GATHER));
        assertThat(history.read() - before).isLessThanOrEqualTo(100);
    }

    @Test
    void aNamespaceThatWantsNothingAnyMoreIsNeverDue() {
        // given
        probed(targets(1, 1));
        queue.hurry(targets(1, 1).getFirst().service());

        // when
        queue.want("ns-1", List.of());

        // then
        assertThat(queue.next()).isEqualTo(Instant.MAX);
        assertThat(queue.take(START.plusSeconds(600))).isEmpty();
    }

    @Test
    void whatIsBeingProbedIsNotDueUntilItComesBack() {
        // given
        var targets = targets(1, 2);
        queue.want("ns-1", targets);

        // when
        var first = queue.take(START);
        var second = queue.take(START.plusSeconds(600));
        queue.done("ns-1", targets, List.of());

        // then
        assertThat(first.get("ns-1")).hasSize(2);
        assertThat(second).isEmpty();
        assertThat(queue.next()).isEqualTo(Instant.MIN);
    }

    private void probed(Collection<ProbeTarget> targets) {
        var namespace = targets.iterator().next().service().namespace();
        queue.want(namespace, targets);
        queue.take(START);
        queue.done(
                namespace, targets, targets.stream().map(RoundQueueTest::result).toList());
    }

    private static ProbeResult result(ProbeTarget target) {
        return new ProbeResult(target, START, Duration.ZERO, Probes.REFUSED);
    }

    private static List<ProbeTarget> targets(int namespace, int count) {
        var service = new ServiceReference("ns-" + namespace, "lws-webhook");
        return IntStream.range(0, count)
                .mapToObj(pod -> new ProbeTarget(service, "uid-" + pod, "pod-" + pod, "10.0.0." + pod, 9443))
                .toList();
    }
}
