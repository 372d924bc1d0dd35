package io.webhookisolation.app;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.fixture.time.SimulatedTime;
import io.webhookisolation.reconcile.Ceiling;
import io.webhookisolation.scenario.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.LoggerFactory;

/** A running operator that looks often what hinders it, what it says of that, and a clock that runs ahead of its waits. */
final class HinderedOperator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PER_POLL = Duration.ofSeconds(2);
    private static final RuntimeTimings QUICK =
            new RuntimeTimings(Duration.ofSeconds(20), Duration.ofMillis(100), Duration.ofMillis(20), Waits.DEFAULT);
    private static final LeaseTimings SOON_LOST =
            new LeaseTimings(Duration.ofSeconds(6), Duration.ofSeconds(4), Duration.ofMillis(50));
    private static final LeaseTimings KEPT =
            new LeaseTimings(Duration.ofMinutes(2), Duration.ofMinutes(1), Duration.ofMillis(200));

    private final HttpClient http = HttpClient.newHttpClient();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final SimulatedTime time;
    private final KubernetesClient client;
    private final OperatorRuntime runtime;

    private HinderedOperator(ControlPlane plane, SimulatedTime time, RunConfiguration configuration) {
        this.time = time;
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        ours().addAppender(log);
        ours().setLevel(Level.INFO);
        client = plane.operatorIn(configuration.operatorNamespace()).client();
        client.getConfiguration().setWatchReconnectInterval(20);
        runtime = OperatorRuntime.start(client, plane.dialer(), configuration, time, QUICK);
    }

    /** It watches the whole cluster and has its Lease in this namespace, for a minute without renewal. */
    static HinderedOperator start(ControlPlane plane, SimulatedTime time, String namespace) {
        return new HinderedOperator(plane, time, configuration(namespace, new TreeSet<>(), KEPT));
    }

    /** The same with a Lease that it loses after seconds without renewal. */
    static HinderedOperator startWithShortLease(ControlPlane plane, SimulatedTime time, String namespace) {
        return new HinderedOperator(plane, time, configuration(namespace, new TreeSet<>(), SOON_LOST));
    }

    /** It watches this namespace only and keeps its Lease for a minute without renewal. */
    static HinderedOperator startIn(ControlPlane plane, SimulatedTime time, String namespace) {
        return new HinderedOperator(plane, time, configuration(namespace, new TreeSet<>(Set.of(namespace)), KEPT));
    }

    private static RunConfiguration configuration(String namespace, SortedSet<String> watched, LeaseTimings lease) {
        return new RunConfiguration(
                watched,
                namespace,
                "operator-0",
                Ceiling.NARROW,
                new Address("127.0.0.1", 0),
                new Address("127.0.0.1", 0),
                true,
                lease,
                Duration.ofSeconds(10));
    }

    void until(BooleanSupplier condition) {
        try {
            await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(POLL).until(() -> {
                time.advance(PER_POLL);
                return condition.getAsBoolean();
            });
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(
                    "not so after " + PATIENCE + "; " + readiness() + "; it said\n" + String.join("\n", said()), late);
        }
    }

    boolean isReady() {
        return readiness().equals("ok\n");
    }

    String readiness() {
        var uri = URI.create("http://127.0.0.1:" + runtime.healthAddress().getPort() + "/readyz");
        try {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the health was read", e);
        }
    }

    /** Lines of the log, with the values of their pairs. */
    List<String> said() {
        return log.list.stream()
                .map(event -> event.getFormattedMessage() + " " + event.getKeyValuePairs())
                .toList();
    }

    void forgetWhatItSaid() {
        log.list.clear();
    }

    boolean said(String part) {
        return said().stream().anyMatch(line -> line.contains(part));
    }

    /** Whether it has said of each trouble that it is over. */
    boolean saidItIsOver() {
        return times("a permission is missing", "not everything is read")
                == times("the permission is there", "it is read");
    }

    private long times(String... beginnings) {
        return said().stream()
                .filter(line -> Stream.of(beginnings).anyMatch(line::startsWith))
                .count();
    }

    /** Its exit code if it ended. */
    int ended() {
        return runtime.ended().getNow(-1);
    }

    @Override
    public void close() {
        runtime.close();
        client.close();
        http.close();
        ours().detachAppender(log);
        ours().setLevel(null);
    }

    private static Logger ours() {
        return (Logger) LoggerFactory.getLogger("io.webhookisolation");
    }
}
