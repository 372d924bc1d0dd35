package io.webhookisolation.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.probe.Dialer;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the operator as this process: until a signal, a failure, or the loss of the Lease. */
final class OperatorProcess {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);

    private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(5);

    private final KubernetesClient client;
    private final RunConfiguration configuration;

    OperatorProcess(KubernetesClient client, RunConfiguration configuration) {
        this.client = client;
        this.configuration = configuration;
    }

    /** Returns the exit code if the operator ends by itself; on a signal the process ends in here, with 0. */
    int run() {
        var begin = System.nanoTime();
        var runtime = OperatorRuntime.start(client, Dialer.direct(), configuration, InstantSource.system());
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            LOG.atError()
                    .addKeyValue("thread", thread.getName())
                    .setCause(failure)
                    .log("an error reached nobody");
            runtime.ended().complete(ExitCode.FAILED);
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(runtime), "stop"));
        Thread.ofVirtual().name("clean").start(OperatorProcess::keepClean);
        LOG.atInfo()
                .addKeyValue("version", Version.number())
                .addKeyValue("ceiling", configuration.ceiling())
                .addKeyValue("namespaces", configuration.namespaces().isEmpty() ? "all" : configuration.namespaces())
                .addKeyValue("cluster", client.getMasterUrl())
                .addKeyValue("health", Address.of(runtime.healthAddress()))
                .addKeyValue("metrics", Address.of(runtime.metricsAddress()))
                .addKeyValue(
                        "startMillis",
                        Duration.ofNanos(System.nanoTime() - begin).toMillis())
                .log("started");
        return runtime.ended().join();
    }

    /**
     * The serial collector, which takes the least memory, looks at the old generation only when it can grow no more; what
     * bursts of work leave there would stay up to the limit of the container.
     */
    private static void keepClean() {
        try {
            while (true) {
                Thread.sleep(BETWEEN_CLEANINGS);
                System.gc();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends the process with 0 instead of the 143 that the JVM has for SIGTERM, which would look like a crash. Where the
     * operator ended by itself, the exit code is decided already; and who lost the Lease must not linger.
     */
    private void stop(OperatorRuntime runtime) {
        var byItself = runtime.ended().isDone();
        if (byItself && runtime.ended().join() == ExitCode.LEASE_LOST) {
            return;
        }
        LOG.atInfo().log("stopping");
        var closing = Thread.ofPlatform().daemon().name("close").start(runtime::close);
        var inTime = joined(closing);
        if (!inTime) {
            LOG.atError().addKeyValue("after", configuration.stopTimeout()).log("could not stop in time");
        }
        if (!byItself) {
            Runtime.getRuntime().halt(inTime ? ExitCode.OK : ExitCode.FAILED);
        }
    }

    private boolean joined(Thread closing) {
        try {
            return closing.join(configuration.stopTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
