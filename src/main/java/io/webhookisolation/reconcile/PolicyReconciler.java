package io.webhookisolation.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The framework's side of the control loop.
 *
 * <p>It has no Cleaner, since that would put a finalizer on every policy: it is called on all events instead, deletions
 * included, and keeps its finalizer itself. All writes are our own, so it never asks the framework for one.
 */
public final class PolicyReconciler implements Reconciler<WebhookIsolationPolicy> {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyReconciler.class);

    private final PolicyCycle cycle;
    private final Ceiling ceiling;
    private final NamespaceChanges changes;
    private final Detections detections;
    private final InstantSource clock;

    PolicyReconciler(
            PolicyCycle cycle, Ceiling ceiling, NamespaceChanges changes, Detections detections, InstantSource clock) {
        this.cycle = cycle;
        this.ceiling = ceiling;
        this.changes = changes;
        this.detections = detections;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, WebhookIsolationPolicy>> prepareEventSources(
            EventSourceContext<WebhookIsolationPolicy> context) {
        var source = new NamespaceEventSource(context.getPrimaryCache(), detections, clock);
        changes.listen(source);
        return List.of(source);
    }

    @Override
    public UpdateControl<WebhookIsolationPolicy> reconcile(
            WebhookIsolationPolicy policy, Context<WebhookIsolationPolicy> context) {
        var subject = subject(policy, context);
        try {
            if (context.isPrimaryResourceDeleted()) {
                cycle.deleted(subject);
                return UpdateControl.noUpdate();
            }
            return UpdateControl.<WebhookIsolationPolicy>noUpdate().rescheduleAfter(cycle.run(subject));
        } catch (KubernetesClientException unavailable) {
            // An exception would be retried at once with the next event, however many of them fail.
            LOG.atWarn()
                    .addKeyValue("policy", subject.key())
                    .addKeyValue("code", unavailable.getCode())
                    .log("Not reconciled: {}", said(unavailable));
            return UpdateControl.<WebhookIsolationPolicy>noUpdate().rescheduleAfter(cycle.failed(subject));
        } catch (Error error) {
            // JOSDK catches exceptions only: after an Error it would never call us for this policy again.
            throw new IllegalStateException("Policy " + subject.key() + " could not be reconciled", error);
        }
    }

    private static String said(KubernetesClientException failure) {
        return failure.getStatus() == null
                ? String.valueOf(failure.getMessage())
                : failure.getStatus().getMessage();
    }

    private Subject subject(WebhookIsolationPolicy policy, Context<WebhookIsolationPolicy> context) {
        var namespace = policy.getMetadata().getNamespace();
        var peers = context.getPrimaryCache().byIndex(Cache.NAMESPACE_INDEX, namespace).stream()
                .filter(peer ->
                        !peer.getMetadata().getUid().equals(policy.getMetadata().getUid()))
                .map(ceiling::read)
                .toList();
        return new Subject(policy, ceiling.read(policy), peers);
    }
}
