package io.webhookisolation.probe;

import static io.webhookisolation.probe.Probes.NAMESPACE;
import static io.webhookisolation.probe.Probes.OWN;
import static io.webhookisolation.probe.Probes.REFUSED;
import static io.webhookisolation.probe.Probes.result;
import static io.webhookisolation.probe.Probes.served;
import static io.webhookisolation.probe.Probes.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.time.SimulatedTime;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.ServiceReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbeHistoryTest {

    private final ProbeHistory history = new ProbeHistory();

    @Test
    void keepsTheFirstOfAnUnbrokenRunHoweverManyRoundsFollow() {
        record(result(0, REFUSED), result(5_000, REFUSED));

        IntStream.range(0, 50).forEach(n -> record(result(10_000 + n, REFUSED)));

        assertThat(times()).hasSize(ProbeHistory.MOST).startsWith(0L).endsWith(10_049L);
    }

    @Test
    void dropsTheOldestOnceSomethingElseWasSeen() {
        record(result(0, OWN), result(1, OWN));

        IntStream.range(2, 8).forEach(n -> record(result(n, REFUSED)));

        assertThat(times()).containsExactly(2L, 4L, 5L, 6L, 7L);
    }

    @Test
    void holdsEqualChainsOnce() {
        var chain = CertificateAuthority.create("ca").leaf("a").chain();
        history.record(new ProbeResult(target(1), Instant.EPOCH, Duration.ZERO, new ProbeOutcome.Served(chain)));
        history.record(
                new ProbeResult(target(2), Instant.EPOCH, Duration.ZERO, new ProbeOutcome.Served(List.copyOf(chain))));

        var outcomes = history.of(NAMESPACE).values().stream()
                .map(results -> results.getFirst().outcome())
                .toList();

        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.getFirst()).isSameAs(outcomes.getLast());
    }

    @Test
    void forgetsTargetsThatAreWantedNoLonger() {
        history.record(new ProbeResult(target(1), Instant.EPOCH, Duration.ZERO, REFUSED));
        history.record(new ProbeResult(target(2), Instant.EPOCH, Duration.ZERO, REFUSED));

        history.retain(NAMESPACE, List.of(target(2)));

        assertThat(history.of(NAMESPACE)).containsOnlyKeys(target(2));
    }

    @Test
    void leavesOtherNamespacesAlone() {
        var elsewhere = new ProbeTarget(new ServiceReference("elsewhere", "s"), "u", "p", "10.1.0.1", 9443);
        history.record(new ProbeResult(elsewhere, Instant.EPOCH, Duration.ZERO, REFUSED));

        history.retain(NAMESPACE, List.of());

        assertThat(history.of("elsewhere")).containsOnlyKeys(elsewhere);
        assertThat(history.of(NAMESPACE)).isEmpty();
    }

    @Test
    void aCopyDoesNotChangeWhenMoreIsRecorded() {
        record(result(0, REFUSED));
        var before = history.of(NAMESPACE);

        record(result(1, REFUSED));

        assertThat(before.getOrDefault(target(1), List.of())).hasSize(1);
    }

    @Test
    void losesNothingWhenManyThreadsRecord() throws Exception {
        var outcome = served("a");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 200)
                    .mapToObj(n -> threads.submit(
                            () -> history.record(new ProbeResult(target(n), Instant.EPOCH, Duration.ZERO, outcome))))
                    .toList();
            for (var one : all) {
                one.get();
            }
        }

        assertThat(history.of(NAMESPACE)).hasSize(200);
    }

    private void record(ProbeResult... results) {
        List.of(results).forEach(history::record);
    }

    private List<Long> times() {
        return history.of(NAMESPACE).getOrDefault(target(1), List.of()).stream()
                .map(result ->
                        Duration.between(SimulatedTime.START, result.at()).toMillis())
                .toList();
    }
}
