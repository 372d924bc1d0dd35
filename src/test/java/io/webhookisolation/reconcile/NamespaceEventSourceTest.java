package io.webhookisolation.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamespaceEventSourceTest {

    private static final Instant NOW = FoundingCase.NOW;

    private final Detections detections = new Detections();
    private final List<ResourceID> woken = new ArrayList<>();
    private final NamespaceEventSource source =
            new NamespaceEventSource(policies(), detections, InstantSource.fixed(NOW));

    @Test
    void dropsWhatComesBeforeTheStart() {
        // when
        source.changed(Set.of("old"));

        // then
        assertThat(woken).isEmpty();
        assertThat(detections.take("old/one")).isEmpty();
    }

    @Test
    void wakesThePoliciesOfTheOldAndOfTheNewNamespaceAndNoOthers() {
        // given
        source.setEventHandler(event -> woken.add(event.getRelatedCustomResourceID()));
        source.start();

        // when
        source.changed(Set.of("old", "new"));

        // then
        assertThat(woken)
                .containsExactlyInAnyOrder(
                        new ResourceID("one", "old"), new ResourceID("two", "old"), new ResourceID("one", "new"));
        assertThat(detections.take("old/one")).contains(NOW);
        assertThat(detections.take("other/one")).isEmpty();
    }

    @Test
    void wakesAllPoliciesWhenWhatTheyAllRestOnChanged() {
        // given
        source.setEventHandler(event -> woken.add(event.getRelatedCustomResourceID()));
        source.changedEverywhere();
        source.start();

        // when
        source.changedEverywhere();

        // then
        assertThat(woken)
                .containsExactlyInAnyOrder(
                        new ResourceID("one", "old"),
                        new ResourceID("two", "old"),
                        new ResourceID("one", "new"),
                        new ResourceID("one", "other"));
    }

    @SuppressWarnings("unchecked") // The proxy implements this very interface, whatever its type argument.
    private static IndexerResourceCache<WebhookIsolationPolicy> policies() {
        var all = List.of(policy("old", "one"), policy("old", "two"), policy("new", "one"), policy("other", "one"));
        return (IndexerResourceCache<WebhookIsolationPolicy>) Proxy.newProxyInstance(
                IndexerResourceCache.class.getClassLoader(),
                new Class<?>[] {IndexerResourceCache.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("list")) {
                        return all.stream();
                    }
                    assertThat(method.getName()).isEqualTo("byIndex");
                    assertThat(arguments[0]).isEqualTo(Cache.NAMESPACE_INDEX);
                    return all.stream()
                            .filter(policy ->
                                    policy.getMetadata().getNamespace().equals(arguments[1]))
                            .toList();
                });
    }

    private static WebhookIsolationPolicy policy(String namespace, String name) {
        var policy = new WebhookIsolationPolicy();
        policy.getMetadata().setNamespace(namespace);
        policy.getMetadata().setName(name);
        return policy;
    }
}
