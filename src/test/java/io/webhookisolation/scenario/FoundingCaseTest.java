package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.apply.Finalizers;
import io.webhookisolation.cluster.EmbeddedControlPlane;
import io.webhookisolation.convert.AppliedAnnotation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two components of one scaffold in one namespace, found, repaired and given back by the real control loop. */
class FoundingCaseTest {

    private static final String NAMESPACE = "operators";
    private static final Map<String, String> BROAD = Map.of("control-plane", "controller-manager");
    private static final Map<String, String> NARROW =
            Map.of("control-plane", "controller-manager", "app.kubernetes.io/name", "lws");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedControlPlane plane = EmbeddedControlPlane.start();
    private final Installation lws;
    private final RunningOperator operator;

    FoundingCaseTest() {
        plane.createNamespace(NAMESPACE);
        lws = plane.install(Component.scaffolded("lws"), NAMESPACE);
        plane.install(Component.scaffolded("kueue").selecting(Map.of("app.kubernetes.io/name", "kueue")), NAMESPACE);
        operator = RunningOperator.start(
                plane, "system:serviceaccount:webhook-isolation:operator", InstantSource.system());
    }

    @AfterEach
    void stop() {
        operator.close();
        plane.close();
    }

    @Test
    void anAuditPolicySuggestsAndTouchesNothing() {
        // given
        var before = service();

        // when
        create(SelectorsSpec.Mode.Audit, PolicySpec.OnDelete.Retain);
        awaitCondition("SelectorsApplied", "False", "AuditMode");

        // then
        assertThat(service()).isEqualTo(before);
        assertThat(condition("Isolated")).map(Condition::getReason).contains("EffectiveOverlap");
        assertThat(condition("Ready")).map(Condition::getStatus).contains("True");
        assertThat(operator.metrics())
                .contains("webhook_isolation_service_endpoints{namespace=\"operators\",relation=\"foreign\","
                        + "service=\"lws-webhook-service\"} 1.0");
    }

    @Test
    void anEnforcingPolicyNarrowsTheBroadServiceAndTellsOfIt() {
        // given
        assertThat(lws.call(50).failed()).isPositive();

        // when
        create(SelectorsSpec.Mode.Enforce, PolicySpec.OnDelete.Retain);
        awaitCondition("Isolated", "True", "Isolated");

        // then
        assertThat(service().getSpec().getSelector()).isEqualTo(NARROW);
        assertThat(service().getMetadata().getAnnotations()).containsKey(AppliedAnnotation.NAME);
        assertThat(service().getMetadata().getManagedFields())
                .extracting(ManagedFieldsEntry::getManager)
                .doesNotContain("webhook-isolation");
        assertThat(condition("SelectorsApplied")).map(Condition::getReason).contains("Applied");
        assertThat(policy().getMetadata().getFinalizers()).isEmpty();
        assertThat(lws.call(50).failed()).isZero();
        assertThat(eventsOn("Service"))
                .extracting(Event::getReason)
                .containsExactlyInAnyOrder(
                        "OverlapDetected", "SuggestionUpdated", "SelectorNarrowed", "OverlapResolved");
        assertThat(operator.metrics())
                .contains("webhook_isolation_selector_changes_total{action=\"narrowed\"} 1.0")
                .contains(
                        "webhook_isolation_service_isolated{namespace=\"operators\",service=\"lws-webhook-service\"} 1.0");
    }

    @Test
    void deletingAPolicyThatRevertsGivesTheSelectorBack() {
        // given
        create(SelectorsSpec.Mode.Enforce, PolicySpec.OnDelete.Revert);
        awaitCondition("Isolated", "True", "Isolated");
        assertThat(policy().getMetadata().getFinalizers()).containsExactly(Finalizers.REVERT);

        // when
        plane.client().resource(policy()).delete();
        await().atMost(PATIENCE).until(() -> find().isEmpty());

        // then
        assertThat(service().getSpec().getSelector()).isEqualTo(BROAD);
        assertThat(Optional.ofNullable(service().getMetadata().getAnnotations()).orElse(Map.of()))
                .doesNotContainKey(AppliedAnnotation.NAME);
        assertThat(service().getMetadata().getManagedFields())
                .extracting(ManagedFieldsEntry::getManager)
                .doesNotContain("webhook-isolation");
        assertThat(eventsOn("Service"))
                .filteredOn(event -> event.getReason().equals("SelectorRestored"))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.getNote()).endsWith("it matches again: Deployment/kueue-controller-manager"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(operator.metrics()).doesNotContain("policy=\"webhooks\""));
    }

    private void create(SelectorsSpec.Mode mode, PolicySpec.OnDelete onDelete) {
        var policy = new WebhookIsolationPolicy();
        policy.getMetadata().setNamespace(NAMESPACE);
        policy.getMetadata().setName("webhooks");
        policy.setSpec(new PolicySpec(null, new SelectorsSpec(mode, null, null, null), onDelete, null));
        plane.client().resource(policy).create();
    }

    private void awaitCondition(String type, String status, String reason) {
        await().atMost(PATIENCE)
                .until(() -> condition(type)
                        .filter(found -> found.getStatus().equals(status))
                        .filter(found -> found.getReason().equals(reason))
                        .isPresent());
    }

    private Optional<Condition> condition(String type) {
        return find().map(WebhookIsolationPolicy::getStatus).stream()
                .flatMap(status -> Optional.ofNullable(status.conditions()).stream())
                .flatMap(List::stream)
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    private WebhookIsolationPolicy policy() {
        return find().orElseThrow();
    }

    private Optional<WebhookIsolationPolicy> find() {
        return Optional.ofNullable(plane.client()
                .resources(WebhookIsolationPolicy.class)
                .inNamespace(NAMESPACE)
                .withName("webhooks")
                .get());
    }

    private Service service() {
        return Objects.requireNonNull(plane.client()
                .services()
                .inNamespace(NAMESPACE)
                .withName("lws-webhook-service")
                .get());
    }

    private List<Event> eventsOn(String kind) {
        return plane.client().events().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(event -> event.getRegarding().getKind().equals(kind))
                .toList();
    }
}
