package io.webhookisolation.plan;

import static io.webhookisolation.plan.Scene.NAME;
import static io.webhookisolation.plan.Scene.SCAFFOLD;
import static io.webhookisolation.plan.Scene.WEBHOOK;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Repair;
import io.webhookisolation.model.RepairKind;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceUsers;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.TrafficPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BeforeAWriteTest {

    private final Scene scene = Scene.founding();

    @Test
    void theFoundingCaseIsNarrowed() {
        var plan = scene.servicePlan();

        assertThat(plan.state()).isEqualTo(SelectorState.APPLIED);
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.steps())
                .containsExactly(new Step.NarrowSelector(
                        WEBHOOK,
                        "uid-service",
                        "41",
                        SCAFFOLD,
                        NAME,
                        new AppliedRecord(NAME, "", Scene.NOW, "operators/webhooks"),
                        "because"));
    }

    @Test
    void whatIsRefusedIsNotWrittenAndSaysWhy() {
        scene.headless = true;
        scene.trafficPolicy = TrafficPolicy.LOCAL;

        var plan = scene.servicePlan();

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.state()).isEqualTo(SelectorState.SIMULATION_REJECTED);
        assertThat(plan.refusals()).extracting(Refusal::predicate).containsExactly(Predicate.P3, Predicate.P8);
    }

    @Test
    void theGuardIsAskedBeforeAWriteThatItWouldUndo() {
        scene.lws.component = "suite";
        scene.kueue.component = "suite";

        var plan = scene.servicePlan();

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.predicate()).isEqualTo(Predicate.P5);
            assertThat(refusal.sentence())
                    .startsWith("the standing guard would undo it: Deployment/kueue, Pod/kueue-a");
        });
    }

    @Test
    void auditModeOnlySaysThatThereIsSomethingToApply() {
        scene.policy = Policies.auditing();
        scene.users.clear();

        var plan = scene.servicePlan();

        assertThat(plan.state()).isEqualTo(SelectorState.AUDIT_MODE);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.refusals()).as("nobody reads users in audit mode").isEmpty();
    }

    @Test
    void auditModeNamesWhatWouldRefuse() {
        scene.policy = Policies.auditing();
        scene.users.put(
                WEBHOOK, new ServiceUsers(List.of(), List.of(new Gap("Ingress", true, "cannot list ingresses"))));

        assertThat(scene.servicePlan().refusals())
                .extracting(Refusal::predicate)
                .containsExactly(Predicate.P7);
    }

    @Test
    void aSuspendedPolicyNarrowsNothing() {
        scene.policy = Policies.suspended();

        var plan = scene.servicePlan();

        assertThat(plan.state()).isEqualTo(SelectorState.AUDIT_MODE);
        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void anIgnoredServiceIsLeftAlone() {
        scene.ignored = "known and accepted";

        var plan = scene.servicePlan();

        assertThat(plan.state()).isEqualTo(SelectorState.ALREADY_NARROW);
        assertThat(plan.steps()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = RepairKind.class,
            names = {"LABEL_THEN_NARROW", "SEPARATE_NAMESPACES", "NONE"})
    void anOverlapWithoutADistinguishingLabelIsOnlyNamed(RepairKind kind) {
        scene.repair = kind;

        var plan = scene.servicePlan();

        assertThat(plan.state()).isEqualTo(SelectorState.NO_DISTINGUISHING_LABEL);
        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void withoutOverlapNothingIsToBeDone() {
        scene.repair = RepairKind.NONE;
        scene.serviceClass = ServiceClass.ISOLATED;

        var plan = scene.servicePlan();

        assertThat(plan.state()).isEqualTo(SelectorState.ALREADY_NARROW);
        assertThat(plan.refusals()).isEmpty();
    }

    @Test
    void anUnknownNeighbourIsNamedThoughNothingIsProposed() {
        scene.repair = RepairKind.NONE;
        scene.serviceClass = ServiceClass.OWNERSHIP_UNKNOWN;
        scene.kueue.relation(Relation.UNKNOWN, Relation.UNKNOWN);

        var plan = scene.servicePlan();

        assertThat(plan.state()).isEqualTo(SelectorState.SIMULATION_REJECTED);
        assertThat(plan.refusals()).extracting(Refusal::predicate).containsExactly(Predicate.PROOF);
    }

    @Test
    void aSingleUnknownWorkloadHasNobodyToBeNarrowedFrom() {
        scene.repair = RepairKind.NONE;
        scene.serviceClass = ServiceClass.OWNERSHIP_UNKNOWN;
        scene.crews.remove(scene.kueue);

        assertThat(scene.servicePlan().state()).isEqualTo(SelectorState.ALREADY_NARROW);
    }

    @Test
    void aServiceThatDoesNotExistHasAnEntryAndNoSteps() {
        var verdict = scene.verdict();
        var missing = new ServiceVerdict(
                WEBHOOK, Optional.empty(), ServiceClass.SERVICE_NOT_FOUND, List.of(), List.of(), Repair.none(""));
        var request = new PlanRequest(
                scene.policy,
                List.of(),
                scene.snapshot(),
                new Analysis(List.of(missing), List.of()),
                Map.of(),
                Scene.NOW);

        var plan = Planner.plan(request);

        assertThat(verdict.service()).isPresent();
        assertThat(plan.services()).singleElement().satisfies(service -> {
            assertThat(service.state()).isEqualTo(SelectorState.ALREADY_NARROW);
            assertThat(service.steps()).isEmpty();
        });
    }

    @Test
    void otherNamespacesAreNoneOfThePolicysBusiness() {
        var elsewhere = new ServiceReference("elsewhere", "lws-webhook");
        var verdict = new ServiceVerdict(
                elsewhere, Optional.empty(), ServiceClass.SERVICE_NOT_FOUND, List.of(), List.of(), Repair.none(""));
        var request = new PlanRequest(
                scene.policy,
                List.of(),
                scene.snapshot(),
                new Analysis(List.of(verdict), List.of()),
                Map.of(),
                Scene.NOW);

        assertThat(Planner.plan(request).services()).isEmpty();
    }
}
