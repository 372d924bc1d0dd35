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
    void showsThreeRoundsOverTwoMinutesHoweverManyAreAskedFor() {
        IntStream.rangeClosed(0, 900).forEach(second -> record(result(second * 1000L, REFUSED)));

        assertThat(times()).hasSize(ProbeHistory.MOST).endsWith(900_000L);
        assertThat(times().getLast() - times().getFirst()).isGreaterThan(120_000);
    }

    @Test
    void keepsEachRoundOfTheOrdinaryCadence() {
        var cadence = new Long[] {0L, 5_000L, 120_000L, 420_000L, 720_000L};

        for (var at : cadence) {
            record(result(at, REFUSED));
        }

        assertThat(times()).containsExactly(cadence);
    }

    @Test
    void keepsTheFirstAndTheLatestOfAFewHastyRounds() {
        record(result(0, OWN), result(5_000, OWN), result(6_000, OWN), result(7_000, OWN));

        assertThat(times()).containsExactly(0L, 7_000L);
    }

    @Test
    void aChangeIsNeverReplacedByWhatFollows() {
        record(result(0, OWN), result(1_000, REFUSED), result(2_000, OWN), result(3_000, REFUSED));

        assertThat(times()).containsExactly(0L, 1_000L, 2_000L, 3_000L);
    }

    @Test
    void forgetsTheOldestOfWhatKeepsChanging() {
        IntStream.range(0, 50).forEach(n -> record(result(n, n % 2 == 0 ? OWN : REFUSED)));

        assertThat(times()).hasSize(ProbeHistory.MOST).startsWith(40L).endsWith(49L);
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
