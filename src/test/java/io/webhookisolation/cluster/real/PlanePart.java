package io.webhookisolation.cluster.real;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One program of a control plane, which a test may end, freeze and bring back.
 *
 * <p>It comes back with the same address, files and data; all returns mean that it is so, not that it is on its way.
 */
public final class PlanePart implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String name;
    private final List<String> command;
    private final PlaneFiles files;
    private final Runnable ready;
    private @Nullable GuardedProcess process;

    /** @param ready returns once the plane works with it again */
    PlanePart(String name, List<String> command, PlaneFiles files, Runnable ready) {
        this.name = name;
        this.command = List.copyOf(command);
        this.files = files;
        this.ready = ready;
    }

    /** Runs it, and does not wait for it. */
    void launch() {
        process = GuardedProcess.start(name, command, files.directory(), files.logs());
    }

    public void start() {
        launch();
        ready.run();
    }

    /** SIGTERM, and SIGKILL after 5 s: a kube-apiserver waits a minute for its clients to hang up, and no kubelet waits for that. */
    public void stop() {
        process().close();
    }

    /** SIGKILL. */
    public void kill() {
        process().signal("KILL");
        process().await(PATIENCE);
    }

    public void restart() {
        stop();
        start();
    }

    /** SIGSTOP: its connections stay open and nobody answers. */
    public void pause() {
        process().signal("STOP");
    }

    public void resume() {
        process().signal("CONT");
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    long pid() {
        return process().pid();
    }

    String name() {
        return name;
    }

    String lastLines(int count) {
        return process == null ? name + " was not started" : process.lastLines(count);
    }

    private GuardedProcess process() {
        if (process == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return process;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
