package io.webhookisolation.probe;

import static io.webhookisolation.probe.Probes.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.ServiceReference;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProberTest {

    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final ProbeLimits GENEROUS = new ProbeLimits(Duration.ofSeconds(10), 4, 64);
    private static final ProbeLimits HASTY = new ProbeLimits(Duration.ofMillis(200), 4, 64);

    @Test
    void aDialerThatHangsTimesOut() {
        var never = new CountDownLatch(1);

        var outcome = outcome(
                (address, port, timeout) -> {
                    awaitUninterruptibly(never);
                    throw new IOException("released");
                },
                HASTY);

        assertThat(outcome).isEqualTo(new ProbeOutcome.TimedOut());
        never.countDown();
    }

    @Test
    void aDialerThatBreaksSaysNothing() {
        var outcome = outcome(
                (address, port, timeout) -> {
                    throw new IllegalStateException("broken");
                },
                GENEROUS);

        assertThat(outcome).isEqualTo(new ProbeOutcome.Unreachable("java.lang.IllegalStateException: broken"));
    }

    @Test
    void dialsEachTargetOnceThroughTheDialer() {
        var dialled = new CopyOnWriteArrayList<String>();
        Dialer recording = (address, port, timeout) -> {
            dialled.add(address + ":" + port);
            throw new ConnectException("recorded");
        };
        try (var prober = new Prober(recording, InstantSource.fixed(NOW), GENEROUS)) {

            prober.probe(List.of(target(2), target(1), target(2)));
        }

        assertThat(dialled).containsExactlyInAnyOrder("10.0.0.1:9443", "10.0.0.2:9443");
    }

    @Test
    void resultsHaveTheOrderOfTheTargetsAndTheTimeOfTheClock() {
        try (var prober = new Prober(refusing(), InstantSource.fixed(NOW), GENEROUS)) {

            var results = prober.probe(List.of(target(3), target(1), target(2)));

            assertThat(results)
                    .containsExactlyElementsOf(Stream.of(1, 2, 3)
                            .map(n -> new ProbeResult(target(n), NOW, Duration.ZERO, new ProbeOutcome.Refused()))
                            .toList());
        }
    }

    @Test
    void keepsTheLimitsPerServiceAndInTotal() throws Exception {
        var perService = new ConcurrentHashMap<Integer, AtomicInteger>();
        var active = new AtomicInteger();
        var most = new AtomicInteger();
        var mostOfOne = new AtomicInteger();
        var release = new CountDownLatch(1);
        Dialer slow = (address, port, timeout) -> {
            var ofOne = perService.computeIfAbsent(port, key -> new AtomicInteger());
            most.accumulateAndGet(active.incrementAndGet(), Math::max);
            mostOfOne.accumulateAndGet(ofOne.incrementAndGet(), Math::max);
            awaitUninterruptibly(release);
            ofOne.decrementAndGet();
            active.decrementAndGet();
            throw new ConnectException("slow");
        };
        var targets = new ArrayList<ProbeTarget>();
        for (int service = 1; service <= 3; service++) {
            for (int pod = 1; pod <= 10; pod++) {
                targets.add(new ProbeTarget(
                        new ServiceReference("operators", "service-" + service),
                        "uid",
                        "pod",
                        "10.0.0." + pod,
                        service));
            }
        }
        try (var prober = new Prober(slow, InstantSource.fixed(NOW), new ProbeLimits(Duration.ofSeconds(10), 2, 5));
                var caller = Executors.newVirtualThreadPerTaskExecutor()) {

            var results = caller.submit(() -> prober.probe(targets));
            await().until(() -> active.get() == 5);
            release.countDown();

            assertThat(results.get()).hasSize(30);
            assertThat(most).hasValue(5);
            assertThat(mostOfOne).hasValue(2);
        }
    }

    @Test
    void closingEndsProbesInFlightAndAnswersLaterOnes() throws Exception {
        var greeted = new CountDownLatch(1);
        var silent = LoopbackServer.doing(connection -> {
            connection.getInputStream().read();
            greeted.countDown();
            connection.getInputStream().readAllBytes();
        });
        var prober = new Prober(silent.dialer(), InstantSource.fixed(NOW), GENEROUS);
        try (silent;
                var caller = Executors.newVirtualThreadPerTaskExecutor()) {
            var inFlight = caller.submit(() -> prober.probe(List.of(target(1))));
            greeted.await();

            prober.close();

            assertThat(inFlight.get()).singleElement().satisfies(this::isClosed);
            assertThat(prober.probe(List.of(target(1)))).singleElement().satisfies(this::isClosed);
        }
    }

    private void isClosed(ProbeResult result) {
        assertThat(result.outcome()).isEqualTo(new ProbeOutcome.Unreachable("the prober was closed"));
    }

    private static ProbeOutcome outcome(Dialer dialer, ProbeLimits limits) {
        try (var prober = new Prober(dialer, InstantSource.fixed(NOW), limits)) {
            return prober.probe(List.of(target(1))).getFirst().outcome();
        }
    }

    private static Dialer refusing() {
        return (address, port, timeout) -> {
            throw new ConnectException("refused");
        };
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException ignored) {
                // the point of it: a Dialer that nothing can stop
            }
        }
    }
}
