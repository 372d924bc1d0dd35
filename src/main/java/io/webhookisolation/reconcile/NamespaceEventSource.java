package io.webhookisolation.reconcile;

import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import java.time.InstantSource;
import java.util.Set;

/**
 * Wakes the policies of a namespace when anything there changed that a verdict rests on.
 *
 * <p>Not JOSDK's InformerEventSource: it keeps a cache per source, and tells only the new owner of a change that moves
 * something from one to another. Whoever calls {@link #changed} names the namespaces of the old and of the new object.
 * What comes before the start is dropped, since each policy is reconciled at the start anyway.
 */
final class NamespaceEventSource extends AbstractEventSource<Void, WebhookIsolationPolicy>
        implements NamespaceChanges.Listener {

    private final IndexerResourceCache<WebhookIsolationPolicy> policies;
    private final Detections detections;
    private final InstantSource clock;

    NamespaceEventSource(
            IndexerResourceCache<WebhookIsolationPolicy> policies, Detections detections, InstantSource clock) {
        super(Void.class, "namespaces");
        this.policies = policies;
        this.detections = detections;
        this.clock = clock;
    }

    @Override
    public void changed(Set<String> namespaces) {
        if (isRunning()) {
            namespaces.forEach(this::wake);
        }
    }

    @Override
    public void changedEverywhere() {
        if (isRunning()) {
            policies.list().forEach(this::wake);
        }
    }

    private void wake(String namespace) {
        for (var policy : policies.byIndex(Cache.NAMESPACE_INDEX, namespace)) {
            detections.noticed(namespace + "/" + policy.getMetadata().getName(), clock.instant());
            wake(policy);
        }
    }

    private void wake(WebhookIsolationPolicy policy) {
        getEventHandler().handleEvent(new Event(ResourceID.fromResource(policy)));
    }

    @Override
    public Set<Void> getSecondaryResources(WebhookIsolationPolicy policy) {
        return Set.of();
    }
}
