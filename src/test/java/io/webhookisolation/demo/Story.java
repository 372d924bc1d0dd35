package io.webhookisolation.demo;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.scenario.AdmissionCalls;
import io.webhookisolation.scenario.ControlPlane;
import io.webhookisolation.scenario.Installation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** The scenes in their order, on any control plane. */
final class Story implements AutoCloseable {

    private static final String POLICY = "webhooks";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ControlPlane plane;
    private final Cast cast;
    private final DemoOptions options;
    private final Stage stage;
    private @Nullable RunningOperator operator;

    Story(ControlPlane plane, Cast cast, DemoOptions options, Stage stage) {
        this.plane = plane;
        this.cast = cast;
        this.options = options;
        this.stage = stage;
    }

    Transcript tell() {
        var installed = install();
        var broad = installed.getFirst();
        var original = selector();
        var before = fail(broad);
        explain();
        var conditions = repair();
        var repaired = selector();
        var after = prove(broad);
        var rotation = rotate(installed, after);
        var undone = undo(original);
        close(before, after, rotation);
        return new Transcript(
                plane.name(),
                options.mode(),
                options.seed(),
                Transcript.Calls.of(before),
                Transcript.Calls.of(after),
                new Transcript.SelectorChange(original, repaired),
                conditions,
                rotation,
                undone);
    }

    /** The broad one first. */
    private List<Installation> install() {
        stage.scene("Two operators, one namespace: " + cast.namespace());
        stage.line("Control plane: " + plane.name());
        client().resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(cast.namespace())
                        .endMetadata()
                        .build())
                .create();
        var precise = Installation.of(client(), cast.precise(), cast.namespace());
        var broad = Installation.of(client(), cast.broad(), cast.namespace());
        precise.awaitReady().disown();
        broad.awaitReady().disown();
        for (var component : List.of(cast.precise(), cast.broad())) {
            stage.line("Deployment " + component.deployment() + "  " + new TreeMap<>(component.labels()));
        }
        stage.line("Service    " + cast.broad().service() + "  selects " + selector() + ", so it reaches both");
        return List.of(broad, precise);
    }

    private AdmissionCalls fail(Installation broad) {
        stage.scene(
                DemoOptions.CALLS + " admission calls through " + cast.broad().service());
        var calls = broad.call(DemoOptions.CALLS);
        stage.calls(calls);
        return calls;
    }

    private void explain() {
        stage.scene("What webhook-isolation audit says");
        new Explanation(plane, cast.namespace()).lines().forEach(stage::line);
    }

    private Map<String, String> repair() {
        stage.scene("The operator starts; WebhookIsolationPolicy " + cast.namespace() + "/" + POLICY + " asks for mode "
                + options.mode());
        var running = RunningOperator.start(plane, cast.namespace());
        operator = running;
        client().resource(policy()).create();
        stage.line("It probes each endpoint twice, 5 s apart, before it believes anything …");
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(this::decided);
        } catch (ConditionTimeoutException e) {
            stage.bad("It came to no decision within " + PATIENCE.toSeconds() + " s.");
        }
        var conditions = conditions();
        conditions.forEach(condition -> stage.line(condition.getType() + "=" + condition.getStatus() + "  "
                + condition.getReason() + ": " + condition.getMessage()));
        stage.line("Service " + cast.broad().service() + " now selects " + selector());
        new Traces(client(), cast, running).lines().forEach(stage::line);
        return conditions.stream()
                .collect(Collectors.toMap(Condition::getType, Condition::getStatus, (a, b) -> b, TreeMap::new));
    }

    private AdmissionCalls prove(Installation broad) {
        stage.scene(DemoOptions.CALLS + " calls again");
        broad.awaitReady();
        var calls = broad.call(DemoOptions.CALLS);
        stage.calls(calls);
        return calls;
    }

    private Transcript.Rotation rotate(List<Installation> installed, AdmissionCalls after) {
        stage.scene("The certificates are rotated while calls go on");
        if (after.failed() > 0) {
            stage.bad("Calls fail anyway, so there is nothing to be shown.");
            return Transcript.Rotation.NONE;
        }
        var policy = client().resources(WebhookIsolationPolicy.class)
                .inNamespace(cast.namespace())
                .withName(POLICY);
        return new RotationScene(policy, installed, stage).play();
    }

    private boolean undo(Map<String, String> original) {
        stage.scene("The policy is deleted, with onDelete: Revert");
        client().resource(policy()).delete();
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> currentPolicy() == null && selector().equals(original));
            stage.good("Service " + cast.broad().service() + " selects " + original + " again");
            return true;
        } catch (ConditionTimeoutException e) {
            stage.bad("Service " + cast.broad().service() + " still selects " + selector());
            return false;
        }
    }

    private void close(AdmissionCalls before, AdmissionCalls after, Transcript.Rotation rotation) {
        stage.line("");
        if (before.failed() > 0 && after.failed() == 0) {
            stage.good("Repaired: " + before.failed() + " of " + before.count() + " calls failed before, 0 of "
                    + after.count() + " after.");
        } else {
            stage.bad("It was not repaired: " + before.failed() + " of " + before.count() + " calls failed before, "
                    + after.failed() + " of " + after.count() + " after.");
        }
        if (rotation.isRotated()) {
            stage.good("Rotated: 0 of " + rotation.calls() + " calls failed on the way from generation "
                    + rotation.generationBefore() + " to " + rotation.generationAfter() + ".");
        } else {
            stage.bad("It was not rotated as promised: " + rotation.failed() + " of " + rotation.calls()
                    + " calls failed, from generation " + rotation.generationBefore() + " to "
                    + rotation.generationAfter() + ".");
        }
        stage.line("Next:");
        stage.line("  ./mvnw package");
        stage.line("  target/webhook-isolation/bin/webhook-isolation audit --help");
        stage.line("  target/webhook-isolation/bin/webhook-isolation explain WI101");
    }

    private WebhookIsolationPolicy policy() {
        var policy = new WebhookIsolationPolicy();
        policy.setMetadata(new ObjectMetaBuilder()
                .withName(POLICY)
                .withNamespace(cast.namespace())
                .build());
        var selectors = new SelectorsSpec(SelectorsSpec.Mode.valueOf(options.mode()), null, null, null, null, null);
        policy.setSpec(new PolicySpec(null, selectors, PolicySpec.OnDelete.Revert, null));
        return policy;
    }

    /** A verdict that rests on probes, and in mode Enforce a selector that is written and confirmed. */
    private boolean decided() {
        var status = conditions().stream()
                .collect(Collectors.toMap(Condition::getType, condition -> condition, (a, b) -> b));
        var applied = status.get("SelectorsApplied");
        var isolated = status.get("Isolated");
        return applied != null
                && isolated != null
                && (options.mode().equals("Audit")
                        ? applied.getReason().equals("AuditMode")
                        : isolated.getStatus().equals("True")
                                && applied.getStatus().equals("True"));
    }

    private List<Condition> conditions() {
        var policy = currentPolicy();
        return policy == null
                        || policy.getStatus() == null
                        || policy.getStatus().conditions() == null
                ? List.of()
                : policy.getStatus().conditions();
    }

    private @Nullable WebhookIsolationPolicy currentPolicy() {
        return client().resources(WebhookIsolationPolicy.class)
                .inNamespace(cast.namespace())
                .withName(POLICY)
                .get();
    }

    private Map<String, String> selector() {
        return new TreeMap<>(client().resources(Service.class)
                .inNamespace(cast.namespace())
                .withName(cast.broad().service())
                .require()
                .getSpec()
                .getSelector());
    }

    private KubernetesClient client() {
        return plane.client();
    }

    @Override
    public void close() {
        if (operator != null) {
            operator.close();
        }
    }
}
