package io.webhookisolation.probe;

import static io.webhookisolation.probe.Probes.NAMESPACE;
import static io.webhookisolation.probe.Probes.OWN;
import static io.webhookisolation.probe.Probes.REFUSED;
import static io.webhookisolation.probe.Probes.SERVICE;
import static io.webhookisolation.probe.Probes.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.webhookisolation.fixture.time.SimulatedTime;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.ServiceReference;
import java.net.ConnectException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProbeRoundsTest {

    private static final Duration TICK = Duration.ofMillis(250);

    private final SimulatedTime time = new SimulatedTime();
    private final ProbeHistory history = new ProbeHistory();
    private final List<String> told = new ArrayList<>();
    private final List<Duration> roundTimes = new ArrayList<>();
    private final List<List<ProbeTarget>> rounds = new ArrayList<>();
    private final InlineExecutor threads = new InlineExecutor();
    private ProbeOutcome outcome = OWN;
    private Runnable duringRound = () -> {};

    private final ProbeRounds subject = new ProbeRounds(this::probe, history, time, told::add, threads);

    @Test
    void aServingTargetIsProbedAtOnceAfterFiveSecondsAndThenEveryFiveMinutes() {
        subject.want(NAMESPACE, List.of(target(1)));

        passTime(Duration.ofMinutes(11));

        assertThat(roundTimes).containsExactly(millis(0), millis(5_250), millis(305_500), millis(605_750));
        assertThat(told).containsExactly(NAMESPACE, NAMESPACE, NAMESPACE, NAMESPACE);
    }

    @Test
    void aRefusingTargetIsSeenThreeTimesOverTwoMinutes() {
        outcome = REFUSED;
        subject.want(NAMESPACE, List.of(target(1)));

        passTime(Duration.ofMinutes(8));

        assertThat(roundTimes).containsExactly(millis(0), millis(5_250), millis(120_250), millis(420_500));
        var seen = history.of(NAMESPACE).getOrDefault(target(1), List.of());
        assertThat(Duration.between(seen.getFirst().at(), seen.get(2).at()))
                .isGreaterThanOrEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void targetsOfANamespaceShareARound() {
        subject.want(NAMESPACE, List.of(target(1), target(2)));

        passTime(Duration.ofSeconds(10));

        assertThat(rounds).containsExactly(List.of(target(1), target(2)), List.of(target(1), target(2)));
    }

    @Test
    void aNewTargetIsProbedAtOnceAndTheOthersKeepTheirTurn() {
        subject.want(NAMESPACE, List.of(target(1)));
        passTime(Duration.ofMinutes(1));
        rounds.clear();

        subject.want(NAMESPACE, List.of(target(1), target(2)));
        subject.startDue();

        assertThat(rounds).containsExactly(List.of(target(2)));
    }

    @Test
    void aTargetThatIsWantedNoLongerIsForgotten() {
        subject.want(NAMESPACE, List.of(target(1), target(2)));
        subject.startDue();

        subject.want(NAMESPACE, List.of(target(2)));
        rounds.clear();
        passTime(Duration.ofMinutes(6));

        assertThat(history.of(NAMESPACE)).containsOnlyKeys(target(2));
        assertThat(rounds).isNotEmpty().allSatisfy(round -> assertThat(round).containsExactly(target(2)));
    }

    @Test
    void whatARoundFindsOfAForgottenTargetIsDropped() {
        subject.want(NAMESPACE, List.of(target(1), target(2)));
        duringRound = () -> subject.want(NAMESPACE, List.of(target(2)));

        subject.startDue();

        assertThat(history.of(NAMESPACE)).containsOnlyKeys(target(2));
    }

    @Test
    void aRoundCanBeAskedForAtOnce() {
        subject.want(NAMESPACE, List.of(target(1)));
        passTime(Duration.ofMinutes(1));
        roundTimes.clear();

        subject.now(SERVICE);
        passTime(Duration.ofSeconds(5));

        assertThat(roundTimes).containsExactly(millis(60_000));
    }

    @Test
    void askingAgainAndAgainNeverProbesATargetMoreThanOnceASecond() {
        subject.want(NAMESPACE, List.of(target(1)));
        subject.startDue();
        roundTimes.clear();

        for (int n = 0; n < 40; n++) {
            subject.now(SERVICE);
            passTime(TICK);
        }

        assertThat(roundTimes).hasSizeLessThanOrEqualTo(10).hasSizeGreaterThan(5);
    }

    @Test
    void aRoundAskedForDuringARoundFollowsIt() {
        subject.want(NAMESPACE, List.of(target(1)));
        passTime(Duration.ofMinutes(1));
        rounds.clear();
        subject.now(SERVICE);
        duringRound = () -> {
            duringRound = () -> {};
            subject.now(SERVICE);
        };

        passTime(Duration.ofSeconds(5));

        assertThat(rounds).hasSize(2);
    }

    @Test
    void aTargetIsNeverInTwoRoundsAtOnce() {
        subject.want(NAMESPACE, List.of(target(1)));
        duringRound = () -> {
            time.advance(Duration.ofMinutes(10));
            subject.now(SERVICE);
            subject.startDue();
        };

        subject.startDue();

        assertThat(rounds).hasSize(1);
    }

    @Test
    void namespacesHaveRoundsOfTheirOwn() {
        var elsewhere = new ProbeTarget(new ServiceReference("elsewhere", "s"), "u", "p", "10.1.0.1", 9443);
        subject.want(NAMESPACE, List.of(target(1)));
        subject.want("elsewhere", List.of(elsewhere));

        subject.startDue();

        assertThat(rounds).containsExactlyInAnyOrder(List.of(target(1)), List.of(elsewhere));
        assertThat(told).containsExactlyInAnyOrder(NAMESPACE, "elsewhere");
    }

    @Test
    void aBrokenRoundIsTriedAgain() {
        subject.want(NAMESPACE, List.of(target(1)));
        duringRound = () -> {
            throw new IllegalStateException("broken");
        };
        assertThat(catchThrowable(subject::startDue)).hasMessage("broken");
        duringRound = () -> {};

        subject.startDue();

        assertThat(history.of(NAMESPACE)).containsKey(target(1));
    }

    @Test
    void nothingIsRememberedOrToldAfterClosing() {
        subject.want(NAMESPACE, List.of(target(1)));
        duringRound = subject::close;

        subject.startDue();
        subject.startDue();

        assertThat(history.of(NAMESPACE)).isEmpty();
        assertThat(told).isEmpty();
        assertThat(rounds).hasSize(1);
    }

    @Test
    void runsByItselfInTheBackgroundUntilClosed() {
        Dialer refusing = (address, port, timeout) -> {
            throw new ConnectException("refused");
        };
        var namespaces = new CopyOnWriteArrayList<String>();
        try (var prober = new Prober(refusing, InstantSource.system(), ProbeLimits.DEFAULT);
                var inBackground = new ProbeRounds(prober, history, InstantSource.system(), namespaces::add)) {

            inBackground.want(NAMESPACE, List.of(target(1)));

            await().untilAsserted(() -> assertThat(namespaces).containsExactly(NAMESPACE));
            assertThat(history.of(NAMESPACE).getOrDefault(target(1), List.of()))
                    .singleElement()
                    .extracting(ProbeResult::outcome)
                    .isEqualTo(REFUSED);
        }
    }

    @Test
    void closingDoesNotWaitForAHangingProbe() throws Exception {
        var dialling = new CountDownLatch(1);
        Dialer hanging = (address, port, timeout) -> {
            dialling.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            throw new ConnectException("interrupted");
        };
        var namespaces = new CopyOnWriteArrayList<String>();
        var limits = new ProbeLimits(Duration.ofMinutes(10), 1, 1);
        try (var prober = new Prober(hanging, InstantSource.system(), limits)) {
            var inBackground = new ProbeRounds(prober, history, InstantSource.system(), namespaces::add);
            inBackground.want(NAMESPACE, List.of(target(1)));
            dialling.await();

            inBackground.close();

            assertThat(namespaces).isEmpty();
            assertThat(history.of(NAMESPACE)).isEmpty();
        }
    }

    private List<ProbeResult> probe(Collection<ProbeTarget> targets) {
        rounds.add(List.copyOf(targets));
        roundTimes.add(time.sinceStart());
        var results = targets.stream()
                .map(target -> new ProbeResult(target, time.instant(), Duration.ZERO, outcome))
                .toList();
        duringRound.run();
        return results;
    }

    /** Lets the scheduler look every quarter of a second, at the start and at the end included. */
    private void passTime(Duration span) {
        subject.startDue();
        for (var passed = Duration.ZERO; passed.compareTo(span) < 0; passed = passed.plus(TICK)) {
            time.advance(TICK);
            subject.startDue();
        }
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
