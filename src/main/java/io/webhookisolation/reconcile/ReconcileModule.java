package io.webhookisolation.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.certify.Certifier;
import io.webhookisolation.convert.FieldManager;
import io.webhookisolation.observe.CertificateReader;
import io.webhookisolation.observe.ClusterObserver;
import io.webhookisolation.observe.LivePolicies;
import io.webhookisolation.pki.Issuer;
import io.webhookisolation.probe.ProbeRounds;
import io.webhookisolation.report.Reporter;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * Puts the control loop together; whoever makes it owns the parts it is given, starts the observer before the operator
 * and stops it after.
 */
public final class ReconcileModule {

    private static final String NAME = "webhookisolationpolicy";

    private final ReconcileSettings settings;
    private final Reporter reporter;
    private final PolicyReconciler reconciler;

    /** {@code changes} must hear of what {@code observer} and {@code probes} find. */
    public ReconcileModule(
            KubernetesClient client,
            ClusterObserver observer,
            ProbeRounds probes,
            NamespaceChanges changes,
            MeterRegistry registry,
            InstantSource clock,
            ReconcileSettings settings) {
        var detections = new Detections();
        this.settings = settings;
        this.reporter =
                new Reporter(client, new LivePolicies(client)::read, registry, settings.leads(), settings.instance());
        reporter.objectsRead(observer::objectsRead);
        var writing = GuardedWriting.of(client, settings.ceiling(), settings.leads());
        var probing = new BackgroundProbing(probes);
        var certifier = new Certifier(
                new LiveReadings(new CertificateReader(client), observer),
                writing::apply,
                new Issuer(new SecureRandom()),
                settings.operatorNamespace(),
                settings.waits());
        var appraisal = new Appraisal(
                new ObservedWorld(observer, settings.rights()),
                writing,
                probing,
                new Rotating(certifier, settings.waits(), probing, reporter, settings.rights()),
                reporter,
                settings.rights());
        var cycle = new PolicyCycle(appraisal, new Finalizing(writing, reporter), reporter, detections, clock);
        this.reconciler = new PolicyReconciler(cycle, settings.ceiling(), changes, detections, clock);
    }

    /** Registers the control loop; {@code operator} is not started. */
    public void registerWith(Operator operator) {
        operator.register(reconciler, this::configure);
    }

    /** For metric {@code leader}. */
    public void leading(boolean now) {
        reporter.leading(now);
    }

    private void configure(ControllerConfigurationOverrider<WebhookIsolationPolicy> controller) {
        controller
                .withName(NAME)
                .withFieldManager(FieldManager.NAME)
                .withTriggerReconcilerOnAllEvents(true)
                .withReconciliationMaxInterval(Pace.LONGEST)
                .withRetry(new GenericRetry()
                        .setInitialInterval(Pace.FIRST_RETRY)
                        .setIntervalMultiplier(2)
                        .setMaxInterval(Pace.LONGEST.toMillis())
                        .withoutMaxAttempts());
        if (settings.namespaces().isEmpty()) {
            controller.watchingAllNamespaces();
        } else {
            controller.settingNamespaces(settings.namespaces());
        }
    }
}
