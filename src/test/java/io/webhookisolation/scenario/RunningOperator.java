package io.webhookisolation.scenario;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.webhookisolation.model.Mode;
import io.webhookisolation.observe.ClusterObserver;
import io.webhookisolation.probe.ProbeHistory;
import io.webhookisolation.probe.ProbeLimits;
import io.webhookisolation.probe.ProbeRounds;
import io.webhookisolation.probe.Prober;
import io.webhookisolation.reconcile.NamespaceChanges;
import io.webhookisolation.reconcile.ReconcileModule;
import io.webhookisolation.reconcile.ReconcileSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** The control loop against a cluster, without the process around it. */
final class RunningOperator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final Prober prober;
    private final ProbeRounds rounds;
    private final ClusterObserver observer;
    private final Operator operator;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private RunningOperator(ControlPlane plane, String user, InstantSource clock) {
        client = plane.clientAs(user);
        var changes = new NamespaceChanges();
        var history = new ProbeHistory();
        prober = new Prober(plane.dialer(), clock, ProbeLimits.DEFAULT);
        rounds = new ProbeRounds(prober, history, clock, namespace -> changes.changed(Set.of(namespace)));
        observer = new ClusterObserver(client, Set.of(), history, clock);
        observer.onChange(changes::changed);
        operator = new Operator(service -> service.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withReconciliationTerminationTimeout(PATIENCE));
        new ReconcileModule(
                        client,
                        observer,
                        rounds,
                        changes,
                        registry,
                        clock,
                        new ReconcileSettings(Set.of(), Mode.ENFORCE, List.of(), "operator-0"))
                .registerWith(operator);
    }

    static RunningOperator start(ControlPlane plane, String user, InstantSource clock) {
        var running = new RunningOperator(plane, user, clock);
        running.observer.start(PATIENCE);
        running.operator.start();
        return running;
    }

    /** As Prometheus sees it. */
    String metrics() {
        return registry.scrape();
    }

    @Override
    public void close() {
        operator.stop();
        observer.close();
        rounds.close();
        prober.close();
        registry.close();
        client.close();
    }
}
