package io.webhookisolation.scenario;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.EmbeddedControlPlane;
import io.webhookisolation.cluster.api.Call;
import io.webhookisolation.fixture.time.SimulatedTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Namespace {@code operators} with {@code lws}, whose webhook Service is broad, and {@code kueue}, which it reaches too.
 *
 * <p>Operators that are started here take their time from a clock that runs ahead while a test waits.
 */
final class FoundingNamespace implements AutoCloseable {

    static final String NAMESPACE = "operators";
    static final String USER = "system:serviceaccount:webhook-isolation:operator";
    static final String SERVICE = "lws-webhook-service";
    static final Map<String, String> BROAD = Map.of("control-plane", "controller-manager");
    static final Map<String, String> NARROW =
            Map.of("control-plane", "controller-manager", "app.kubernetes.io/name", "lws");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PER_POLL = Duration.ofMillis(500);

    private final EmbeddedControlPlane plane = EmbeddedControlPlane.start();
    private final SimulatedTime time = new SimulatedTime();
    private final Installation lws;

    FoundingNamespace() {
        plane.createNamespace(NAMESPACE);
        lws = plane.install(Component.scaffolded("lws"), NAMESPACE);
        plane.install(Component.scaffolded("kueue").selecting(Map.of("app.kubernetes.io/name", "kueue")), NAMESPACE);
    }

    EmbeddedControlPlane plane() {
        return plane;
    }

    Installation lws() {
        return lws;
    }

    RunningOperator startOperator() {
        return RunningOperator.start(plane, USER, time);
    }

    SimulatedTime time() {
        return time;
    }

    /** Waits until the controllers have done it too. */
    void scale(int replicas) {
        plane.client()
                .apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName(lws.component().deployment())
                .edit(deployment -> {
                    deployment.getSpec().setReplicas(replicas);
                    return deployment;
                });
        plane.awaitSettled();
    }

    void create(SelectorsSpec.Mode mode, PolicySpec.OnDelete onDelete) {
        var policy = new WebhookIsolationPolicy();
        policy.getMetadata().setNamespace(NAMESPACE);
        policy.getMetadata().setName("webhooks");
        policy.setSpec(new PolicySpec(null, new SelectorsSpec(mode, null, null, null), onDelete, null));
        plane.client().resource(policy).create();
    }

    void until(BooleanSupplier condition) {
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> {
            time.advance(PER_POLL);
            return condition.getAsBoolean();
        });
    }

    void untilCondition(String type, String status, String reason) {
        until(() -> condition(type)
                .filter(found ->
                        found.getStatus().equals(status) && found.getReason().equals(reason))
                .isPresent());
    }

    Optional<Condition> condition(String type) {
        return policy().map(WebhookIsolationPolicy::getStatus).stream()
                .flatMap(status -> Stream.ofNullable(status.conditions()))
                .flatMap(List::stream)
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    Optional<WebhookIsolationPolicy> policy() {
        return Optional.ofNullable(plane.client()
                .resources(WebhookIsolationPolicy.class)
                .inNamespace(NAMESPACE)
                .withName("webhooks")
                .get());
    }

    Service service() {
        return Objects.requireNonNull(plane.client()
                .services()
                .inNamespace(NAMESPACE)
                .withName(SERVICE)
                .get());
    }

    Map<String, String> selector() {
        return service().getSpec().getSelector();
    }

    /** Of the Service, in no particular order. */
    List<Event> events() {
        return plane.client().events().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(event -> event.getRegarding().getName().equals(SERVICE))
                .toList();
    }

    /** The operator's own, so far. */
    List<Call> writes() {
        return plane.server().calls().stream()
                .filter(call -> call.user().equals(USER) && call.isWrite())
                .toList();
    }

    @Override
    public void close() {
        plane.close();
    }
}
