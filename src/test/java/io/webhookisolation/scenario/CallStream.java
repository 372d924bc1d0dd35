package io.webhookisolation.scenario;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Has a webhook asked so many times a second, whatever becomes of earlier calls (an open loop), one question after the other
 * through one API server after the other.
 */
final class CallStream implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(20);

    private final List<Question> questions;
    private final List<KubernetesClient> apiServers;
    private final ConcurrentLinkedQueue<Optional<String>> failures = new ConcurrentLinkedQueue<>();
    private final Semaphore free;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final long start = System.nanoTime();
    private volatile long latest = start;

    /** What leads an API server to call the webhook. */
    @FunctionalInterface
    interface Question {

        /** Empty if it was answered, else what went wrong. */
        Optional<String> through(KubernetesClient apiServer);
    }

    /**
     * How much is asked.
     *
     * @param atOnce while so many calls are unanswered none begins, and the rate says so: what is overloaded for good
     *     would show nothing but its queue
     */
    record Load(int callsASecond, int atOnce) {}

    private CallStream(List<Question> questions, List<KubernetesClient> apiServers, Load load) {
        this.questions = List.copyOf(questions);
        this.free = new Semaphore(load.atOnce());
        this.apiServers = apiServers.stream().map(Once::of).toList();
    }

    /** Begins at once, and ends when it is closed. */
    static CallStream through(List<KubernetesClient> apiServers, List<Question> questions, Load load) {
        var calls = new CallStream(questions, apiServers, load);
        var _ = calls.clock.scheduleAtFixedRate(
                calls::begin, 0, TimeUnit.SECONDS.toNanos(1) / load.callsASecond(), TimeUnit.NANOSECONDS);
        return calls;
    }

    private void begin() {
        latest = System.nanoTime();
        if (!free.tryAcquire()) {
            return;
        }
        var number = begun.getAndIncrement();
        var apiServer = apiServers.get((int) (number % apiServers.size()));
        var question = questions.get((int) (number / apiServers.size() % questions.size()));
        callers.execute(() -> {
            failures.add(ask(question, apiServer));
            answered.incrementAndGet();
            free.release();
        });
    }

    /**
     * An API server that has too many calls of one connection refuses a stream before it looks at it, and whoever asked may
     * ask again (RFC 9113, 8.7). Go's HTTP client, and so every client of Kubernetes, does that six times; ours but once.
     */
    private static Optional<String> ask(Question question, KubernetesClient apiServer) {
        var answer = askOnce(question, apiServer);
        for (var again = 0; again < 6 && answer.filter(CallStream::isUnseen).isPresent(); again++) {
            answer = askOnce(question, apiServer);
        }
        return answer;
    }

    private static boolean isUnseen(String error) {
        return error.contains("REFUSED_STREAM");
    }

    /** Whatever goes wrong is a call that failed: what a task throws, its executor keeps to itself. */
    private static Optional<String> askOnce(Question question, KubernetesClient apiServer) {
        try {
            return question.through(apiServer);
        } catch (RuntimeException e) {
            return Optional.of(e.toString());
        }
    }

    /** Returns once this many calls that begin from now on are answered. */
    void awaitMore(int more) {
        // Of all that are answered, at most so many had begun before.
        var before = begun.get();
        await("calls").atMost(PATIENCE).pollInterval(POLL).until(() -> answered.get() >= before + more);
    }

    /** Those that are answered so far. */
    AdmissionCalls made() {
        return new AdmissionCalls(List.copyOf(failures));
    }

    /** Calls a second that were begun: less than was asked for on a machine that is too slow. */
    double rate() {
        return (begun.get() - 1) * (double) TimeUnit.SECONDS.toNanos(1) / Math.max(1, latest - start);
    }

    /** Begins no more, and waits for those that are under way. */
    @Override
    public void close() {
        clock.close();
        callers.close();
    }
}
