package io.webhookisolation.scenario;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.Function;

/** Two operators that share a Lease, as two versions do during an upgrade: one leads, the other has warm caches and takes over. */
final class Relay implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Function<String, RunningOperator> birth;
    private RunningOperator leader;
    private RunningOperator standby;
    private int started;

    /** @param birth by identity */
    Relay(Function<String, RunningOperator> birth) {
        this.birth = birth;
        leader = start();
        awaitLead();
        standby = start();
    }

    private RunningOperator start() {
        started++;
        return birth.apply("operator-" + started);
    }

    private void awaitLead() {
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> leader.leads());
    }

    /** The leader is told to end and gives its Lease back; returns when the other one leads and has a standby of its own. */
    void handOver() {
        leader.close();
        leader = standby;
        awaitLead();
        standby = start();
    }

    RunningOperator leader() {
        return leader;
    }

    @Override
    public void close() {
        standby.close();
        leader.close();
    }
}
