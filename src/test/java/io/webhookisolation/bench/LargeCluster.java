package io.webhookisolation.bench;

import static org.awaitility.Awaitility.await;

import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.EmbeddedControlPlane;
import io.webhookisolation.cluster.controller.ClusterState;
import io.webhookisolation.scenario.Component;
import io.webhookisolation.scenario.ComponentManifests;
import io.webhookisolation.scenario.RunningOperator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Many namespaces with ten components and a policy each, every Pod a TLS server of its own, and the operator over them.
 *
 * <p>In each namespace the Service of {@link #BROAD} selects the Pod of {@link #FOREIGN} too; the other nine reach only
 * their own. Webhooks are not asked, and EndpointSlices change only by the hand of the benchmark.
 */
final class LargeCluster implements AutoCloseable {

    static final Component BROAD = Component.scaffolded("alpha");
    static final Component FOREIGN = narrow(Component.scaffolded("bravo"));

    private static final int IN_A_NAMESPACE = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> OTHERS =
            List.of("charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett");

    private final EmbeddedControlPlane plane = EmbeddedControlPlane.start();
    private final ClusterState state = new ClusterState(plane.server());
    private final List<Overlap> overlaps;
    private final RunningOperator operator;
    private final int services;

    private LargeCluster(int services) {
        this.services = services;
        plane.server().admission((operation, type, object) -> Optional.empty());
        namespaces().forEach(this::furnish);
        plane.holdEndpointSlices();
        overlaps = namespaces().stream()
                .map(namespace -> new Overlap(plane.client(), namespace, BROAD))
                .toList();
        overlaps.forEach(Overlap::end);
        operator = RunningOperator.everywhere(plane.clientAs("operator"), plane.dialer(), "default");
    }

    /** Returns once the operator has told of every Service and has probed every endpoint twice. */
    static LargeCluster start(int services) {
        var cluster = new LargeCluster(services);
        cluster.awaitSteady();
        return cluster;
    }

    /** One for each namespace; none has begun. */
    List<Overlap> overlaps() {
        return overlaps;
    }

    Sightings sightings() {
        return new Sightings(plane.server());
    }

    /** Metric {@code webhook_isolation_objects_read_total}. */
    long objectsRead() {
        return operator.metrics()
                .lines()
                .filter(line -> line.startsWith("webhook_isolation_objects_read_total "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        operator.close();
        plane.close();
    }

    private List<String> namespaces() {
        return IntStream.range(0, services / IN_A_NAMESPACE)
                .mapToObj(number -> "team-" + number)
                .toList();
    }

    private void furnish(String namespace) {
        plane.createNamespace(namespace);
        // Written once, and not after each Pod that comes: that alone would be most of the set-up.
        plane.holdEndpointSlices();
        install(BROAD, namespace);
        install(FOREIGN, namespace);
        OTHERS.forEach(name -> install(
                narrow(Component.scaffolded(name).labelled(Map.of("app.kubernetes.io/name", name))), namespace));
        plane.awaitSettled();
        plane.releaseEndpointSlices();
        plane.awaitSettled();
        var policy = new WebhookIsolationPolicy();
        policy.getMetadata().setNamespace(namespace);
        policy.getMetadata().setName("webhooks");
        policy.setSpec(new PolicySpec(null, null, null, null));
        state.create(policy, "kubectl");
    }

    private void install(Component component, String namespace) {
        new ComponentManifests(component, namespace).all().forEach(object -> state.create(object, "kubectl"));
    }

    private static Component narrow(Component component) {
        return component.selecting(Map.of("app.kubernetes.io/name", component.name()));
    }

    private void awaitSteady() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> plane.network().dials().size() >= 2 * services
                        && state.list(WebhookIsolationPolicy.class, "").stream().allMatch(LargeCluster::isEvaluated));
    }

    private static boolean isEvaluated(WebhookIsolationPolicy policy) {
        return policy.getStatus() != null
                && policy.getStatus().services() != null
                && policy.getStatus().services().size() == IN_A_NAMESPACE;
    }
}
