package io.webhookisolation.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.MeterRegistry;
import io.webhookisolation.reconcile.ReconcileModule;
import java.time.Duration;
import java.util.function.Consumer;

/** JOSDK's operator around our reconciler; runs at most once, and never after it was closed. */
final class ControlLoop implements AutoCloseable {

    private static final int RECONCILES_AT_ONCE = 10;

    private final ReconcileModule module;
    private final Operator operator;
    private boolean running;
    private boolean closed;

    /**
     * Makes it without starting it.
     *
     * @param patience so long a start waits for the policies
     * @param grace for reconciles that run when it is closed
     * @param failed hears of a failure that no retry can cure
     */
    ControlLoop(
            KubernetesClient client,
            MeterRegistry registry,
            ReconcileModule module,
            Duration patience,
            Duration grace,
            Consumer<Throwable> failed) {
        this.module = module;
        this.operator = new Operator(settings -> settings.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(RECONCILES_AT_ONCE)
                .withReconciliationTerminationTimeout(grace)
                .withMetrics(MicrometerMetricsV2.newBuilder(registry).build())
                // By default, who may not read the policies at the start is ended, and so is who may not watch them
                // later.
                .withStopOnInformerErrorDuringStartup(false)
                .withCacheSyncTimeout(patience)
                // The default ends the process, past everything that wants to be closed in good order.
                .withInformerStoppedHandler((informer, cause) -> {
                    if (cause != null) {
                        failed.accept(cause);
                    }
                }));
        module.registerWith(operator);
    }

    synchronized void start() {
        if (!closed) {
            operator.start();
            running = true;
            module.leading(true);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (running) {
            running = false;
            operator.stop();
            module.leading(false);
        }
    }
}
