package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.EmbeddedControlPlane;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.convert.AppliedAnnotation;
import io.webhookisolation.fixture.time.SimulatedTime;
import io.webhookisolation.scenario.Component;
import io.webhookisolation.scenario.Installation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each right that {@code deploy/kustomize/base} grants is taken away, and given back. */
class MissingRightsTest {

    private static final String NAMESPACE = "operators";
    private static final String SERVICE = "lws-webhook-service";
    private static final Duration A_WHILE = Duration.ofMinutes(1);
    private static final Map<String, String> BROAD = Map.of("control-plane", "controller-manager");

    private final EmbeddedControlPlane plane = EmbeddedControlPlane.start();
    private final SimulatedTime time = new SimulatedTime();
    private Installation lws;

    static Stream<Right> rights() {
        return Right.all();
    }

    @BeforeEach
    void install() {
        plane.createNamespace(NAMESPACE);
        define("cert-manager.io", "Certificate", "certificates");
        define("gateway.networking.k8s.io", "HTTPRoute", "httproutes");
        define("monitoring.coreos.com", "ServiceMonitor", "servicemonitors");
        lws = plane.install(Component.scaffolded("lws"), NAMESPACE);
        plane.install(Component.scaffolded("kueue").selecting(Map.of("app.kubernetes.io/name", "kueue")), NAMESPACE);
        enforce();
    }

    @AfterEach
    void stop() {
        plane.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rights")
    void a_missing_right_is_named_and_nothing_is_written_until_it_is_granted(Right right) {
        right.denyIn(plane.server().access());

        try (var operator = start()) {
            // at the start
            assertHinders(right, operator, right.isToldInAStatusAtTheStart());
            grant(right);
            operator.until(() -> isWell(operator));

            // while it runs
            operator.forgetWhatItSaid();
            takeAway(right);
            if (right.isOfLease()) {
                assertCostsTheLease(right, operator);
                return;
            }
            renewService();
            assertHinders(right, operator, right.isToldInAStatusWhileItRuns());
            grant(right);
            operator.until(() -> isWell(operator));
        }
    }

    @Test
    void asks_for_nothing_that_the_roles_do_not_grant() {
        try (var operator = start()) {
            operator.until(() -> isWell(operator));
        }

        assertThat(calls())
                .filteredOn(call -> !call.resource().startsWith("/"))
                .extracting(call -> call.verb() + " " + call.resource())
                .isSubsetOf(Right.all().map(Right::toString).toList());
    }

    private HinderedOperator start() {
        return HinderedOperator.start(plane, time, NAMESPACE);
    }

    /** A watch that stands is not cut by the loss of a right; it ends every few minutes, and then a new one is refused. */
    private void takeAway(Right right) {
        right.denyIn(plane.server().access());
        plane.server().compact();
        plane.proxy(HinderedOperator.USER).watches().closeAll();
    }

    /** What nobody asks for beforehand is tried again after a pause, or at the next change. */
    private void grant(Right right) {
        right.allowIn(plane.server().access());
        if (right.isForTheMomentOfAWrite()) {
            touchService();
        }
    }

    private void assertHinders(Right right, HinderedOperator operator, boolean toldInAStatus) {
        if (right.isOfEvents()) {
            assertHindersEventsOnly(right, operator);
            return;
        }
        operator.until(() -> isNamed(right, operator));
        var before = writes().size();
        operator.idle(A_WHILE);
        assertThat(selector()).isEqualTo(BROAD);
        assertThat(writes()).hasSize(before);
        assertThat(operator.ended()).isEqualTo(-1);
        operator.until(() -> !toldInAStatus || isStalledBy(right));
    }

    private void assertHindersEventsOnly(Right right, HinderedOperator operator) {
        operator.until(this::isNarrow);
        widen();
        operator.until(() -> isNarrow() && operator.said("cannot " + right.verb() + " resource \"events\""));
    }

    /** It takes no more than what renews it to keep it. */
    private void assertCostsTheLease(Right right, HinderedOperator operator) {
        if (right.verb().equals("create")) {
            operator.until(() -> isNamed(right, operator));
            assertThat(operator.ended()).isEqualTo(-1);
        } else {
            operator.until(() -> operator.ended() == ExitCode.LEASE_LOST);
        }
    }

    private boolean isNamed(Right right, HinderedOperator operator) {
        var denial = "cannot " + right;
        return right.isForTheMomentOfAWrite()
                ? isStalledBy(right)
                : operator.said(denial) && operator.readiness().contains(denial);
    }

    private boolean isWell(HinderedOperator operator) {
        return isNarrow() && operator.isReady() && stalled().isEmpty();
    }

    private boolean isNarrow() {
        return selector().containsKey("app.kubernetes.io/name");
    }

    private boolean isStalledBy(Right right) {
        return stalled()
                .filter(condition -> condition.getReason().equals("Forbidden"))
                .filter(condition -> condition.getMessage().contains("cannot " + right))
                .isPresent();
    }

    private Optional<Condition> stalled() {
        var status = plane.client()
                .resources(WebhookIsolationPolicy.class)
                .inNamespace(NAMESPACE)
                .withName("webhooks")
                .get()
                .getStatus();
        return status == null || status.conditions() == null
                ? Optional.empty()
                : status.conditions().stream()
                        .filter(condition -> condition.getType().equals("Stalled"))
                        .findFirst();
    }

    private Map<String, String> selector() {
        return plane.client()
                .services()
                .inNamespace(NAMESPACE)
                .withName(SERVICE)
                .get()
                .getSpec()
                .getSelector();
    }

    private List<Call> writes() {
        return calls().stream()
                .filter(call -> call.verb().equals("patch") && call.resource().equals("services"))
                .toList();
    }

    private List<Call> calls() {
        return plane.proxy(HinderedOperator.USER).calls();
    }

    private void renewService() {
        plane.client().services().inNamespace(NAMESPACE).withName(SERVICE).delete();
        plane.client().resource(lws.manifests().service()).create();
        plane.awaitSettled();
    }

    /** As somebody does who takes back what we wrote. */
    private void widen() {
        patchService("{\"spec\":{\"selector\":{\"app.kubernetes.io/name\":null}}," + "\"metadata\":{\"annotations\":{\""
                + AppliedAnnotation.NAME + "\":null}}}");
    }

    private void touchService() {
        patchService("{\"metadata\":{\"labels\":{\"touched\":\"yes\"}}}");
    }

    private void patchService(String body) {
        plane.client()
                .services()
                .inNamespace(NAMESPACE)
                .withName(SERVICE)
                .patch(PatchContext.of(PatchType.JSON_MERGE), body);
    }

    private void enforce() {
        var policy = new WebhookIsolationPolicy();
        policy.setMetadata(new ObjectMetaBuilder()
                .withNamespace(NAMESPACE)
                .withName("webhooks")
                .build());
        policy.setSpec(new PolicySpec(
                null, new SelectorsSpec(SelectorsSpec.Mode.Enforce, null, null, null, null), null, null));
        plane.client().resource(policy).create();
    }

    private void define(String group, String kind, String plural) {
        plane.client()
                .resource(new CustomResourceDefinitionBuilder()
                        .withNewMetadata()
                        .withName(plural + "." + group)
                        .endMetadata()
                        .withNewSpec()
                        .withGroup(group)
                        .withScope("Namespaced")
                        .withNewNames()
                        .withKind(kind)
                        .withPlural(plural)
                        .endNames()
                        .addNewVersion()
                        .withName("v1")
                        .withServed(true)
                        .withStorage(true)
                        .endVersion()
                        .endSpec()
                        .build())
                .create();
    }
}
