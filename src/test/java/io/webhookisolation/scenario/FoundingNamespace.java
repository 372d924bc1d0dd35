package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.ServiceStatus;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.fixture.time.SimulatedTime;
import io.webhookisolation.reconcile.Ceiling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A namespace with {@code lws}, whose webhook Service is broad, and {@code kueue}, which it reaches too.
 *
 * <p>Operators that are started here take their time from a clock that runs ahead while a test waits.
 */
final class FoundingNamespace {

    static final String SERVICE = "lws-webhook-service";
    static final Map<String, String> BROAD = Map.of("control-plane", "controller-manager");
    static final Map<String, String> NARROW =
            Map.of("control-plane", "controller-manager", "app.kubernetes.io/name", "lws");

    /** The Events of a repair that went well. */
    static final String[] STORY = {"OverlapDetected", "SuggestionUpdated", "SelectorNarrowed", "OverlapResolved"};

    private static final Component PRECISE =
            Component.scaffolded("kueue").selecting(Map.of("app.kubernetes.io/name", "kueue"));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PER_POLL = Duration.ofMillis(500);

    private final ControlPlane plane;
    private final String namespace;
    private final OperatorAccount account;
    private final SimulatedTime time = new SimulatedTime();
    private final Installation lws;
    private final Installation kueue;

    FoundingNamespace(ControlPlane plane, String namespace) {
        this(plane, namespace, Component.scaffolded("lws"), PRECISE);
    }

    private FoundingNamespace(ControlPlane plane, String namespace, Component broad, Component other) {
        this.plane = plane;
        this.namespace = namespace;
        this.account = plane.operatorIn(namespace);
        lws = Installation.of(plane.client(), broad, namespace);
        kueue = Installation.of(plane.client(), other, namespace).awaitReady();
        lws.awaitEndpoints(2);
    }

    /** The Service of {@code kueue} is as broad. */
    static FoundingNamespace mutual(ControlPlane plane, String namespace) {
        return new FoundingNamespace(plane, namespace, Component.scaffolded("lws"), Component.scaffolded("kueue"));
    }

    /** The Pods of {@code lws} carry the scaffold label and no other, and the operator may change that. */
    static FoundingNamespace unlabelled(ControlPlane plane, String namespace) {
        var world = new FoundingNamespace(
                plane, namespace, Component.scaffolded("lws").labelled(BROAD), PRECISE);
        world.account.allowLabelling();
        return world;
    }

    KubernetesClient client() {
        return plane.client();
    }

    String namespace() {
        return namespace;
    }

    /** The operators' that are started here. */
    OperatorAccount account() {
        return account;
    }

    Installation lws() {
        return lws;
    }

    Installation kueue() {
        return kueue;
    }

    RunningOperator startOperator() {
        return startOperator(account.client());
    }

    /** With a client of another making, which the operator closes. */
    RunningOperator startOperator(KubernetesClient client) {
        return RunningOperator.start(client, plane.dialer(), namespace, time);
    }

    RunningOperator startOperator(Ceiling ceiling) {
        return RunningOperator.below(ceiling, account.client(), plane.dialer(), namespace, time);
    }

    SimulatedTime time() {
        return time;
    }

    /** Of {@code lws}; waits until its Service leads to just so many of its Pods. */
    void scale(int replicas) {
        client().apps()
                .deployments()
                .inNamespace(namespace)
                .withName(lws.component().deployment())
                .edit(deployment -> {
                    deployment.getSpec().setReplicas(replicas);
                    return deployment;
                });
        var deployment = lws.component().deployment();
        await().atMost(PATIENCE)
                .until(() -> lws.readyEndpoints()
                                .filter(pod -> pod.startsWith(deployment))
                                .count()
                        == replicas);
    }

    void create(SelectorsSpec.Mode mode, PolicySpec.OnDelete onDelete) {
        create(new SelectorsSpec(mode, null, null, null, null, null), onDelete);
    }

    void create(SelectorsSpec selectors, PolicySpec.OnDelete onDelete) {
        client().resource(policy(selectors, onDelete)).create();
    }

    /** From now on the policy narrows also where the Service's manager undoes it; creates it if there is none. */
    void override() {
        var selectors = new SelectorsSpec(
                SelectorsSpec.Mode.Enforce, null, null, null, SelectorsSpec.ManagedObjects.Enforce, null);
        client().resource(policy(selectors, PolicySpec.OnDelete.Retain))
                .fieldManager("somebody")
                .forceConflicts()
                .serverSideApply();
    }

    private WebhookIsolationPolicy policy(SelectorsSpec selectors, PolicySpec.OnDelete onDelete) {
        var policy = new WebhookIsolationPolicy();
        policy.getMetadata().setNamespace(namespace);
        policy.getMetadata().setName("webhooks");
        policy.setSpec(new PolicySpec(null, selectors, onDelete, null));
        return policy;
    }

    void until(BooleanSupplier condition) {
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> {
            time.advance(PER_POLL);
            return condition.getAsBoolean();
        });
    }

    /** Until the Service has one Event of each of these reasons, and no other. */
    void untilEvents(String... reasons) {
        await().atMost(PATIENCE).pollInterval(POLL).untilAsserted(() -> {
            time.advance(PER_POLL);
            assertThat(events()).extracting(Event::getReason).containsExactlyInAnyOrder(reasons);
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
        return Optional.ofNullable(client().resources(WebhookIsolationPolicy.class)
                .inNamespace(namespace)
                .withName("webhooks")
                .get());
    }

    /** What the policy's status says of the Service. */
    Optional<ServiceStatus> row() {
        return policy().map(WebhookIsolationPolicy::getStatus).stream()
                .flatMap(status -> Stream.ofNullable(status.services()))
                .flatMap(List::stream)
                .filter(row -> row.name().equals(SERVICE))
                .findFirst();
    }

    /** Of {@code lws}. */
    Deployment deployment() {
        return Objects.requireNonNull(client().apps()
                .deployments()
                .inNamespace(namespace)
                .withName(lws.component().deployment())
                .get());
    }

    Service service() {
        return Objects.requireNonNull(
                client().services().inNamespace(namespace).withName(SERVICE).get());
    }

    Map<String, String> selector() {
        return service().getSpec().getSelector();
    }

    /** Of the Service, in no particular order. */
    List<Event> events() {
        return client().events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getRegarding().getName().equals(SERVICE))
                .toList();
    }
}
