package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.world.Matching;
import io.webhookisolation.fixture.world.StrictRules;
import io.webhookisolation.fixture.world.World;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ManagerKind;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.Workload;

/** What must hold of every label that a plan puts on a Pod template, or takes from one. */
final class TemplateInvariants {

    private TemplateInvariants() {}

    static void onlyNewLabelsOfDeploymentsThatRollGently(Planned planned) {
        planned.labellings().forEach(step -> {
            var workload = planned.workload(step.workload());
            assertThat(step.before()).isEqualTo(workload.template().labels());
            assertThat(step.add().entries())
                    .isNotEmpty()
                    .doesNotContainKeys(keys(workload.template().labels()))
                    .doesNotContainKeys(keys(workload.matchLabels()));
            assertThat(workload.key().kind()).isEqualTo("Deployment");
            assertThat(workload.controller()).isEmpty();
            assertThat(workload.provenance().olmOwner()).isEmpty();
            assertThat(workload.control().manager().kind())
                    .isNotIn(ManagerKind.OLM, ManagerKind.OPERATOR, ManagerKind.ARGO_CD_SERVER_SIDE);
            assertThat(workload.control().hazard()).isEmpty();
            assertThat(workload.rollout().settled()).isTrue();
        });
    }

    static void nobodyButAskedForAndProved(Planned planned) {
        var policy = planned.world().policy();
        var rules = new StrictRules(planned.world().snapshot());
        planned.labellings().forEach(step -> {
            assertThat(policy.labelsWorkloads()).isTrue();
            assertThat(policy.mode()).isEqualTo(Mode.ENFORCE);
            assertThat(policy.suspend() || policy.deleting()).isFalse();
            assertThat(planned.world().snapshot().gaps()).isEmpty();
            assertThat(rules.inReach(planned.service(step.service())))
                    .as("in reach of %s", step.service())
                    .doesNotContainValue(Relation.UNKNOWN)
                    .containsValue(Relation.OWNER);
        });
    }

    static void noOtherServiceBeginsToMatch(Planned planned) {
        planned.labellings().forEach(step -> {
            var after = step.before().plus(step.add());
            assertThat(planned.world().snapshot().services())
                    .filteredOn(service ->
                            service.key().namespace().equals(step.workload().namespace()))
                    .allMatch(service -> Matching.matches(service.selector(), after)
                            == Matching.matches(service.selector(), step.before()));
        });
    }

    /** What a label is for: its Pods being replaced, the Service is narrowed by it, or the next owner labelled. */
    static void whatIsLabelledIsNarrowedAfterTheRollout(Planned planned) {
        planned.labellings().filter(step -> !planned.isForged(step.service())).forEach(step -> {
            var later = planned.again(rolledOut(planned.world(), step));

            assertThat(later.plan().steps())
                    .as("after %s", step)
                    .filteredOn(next -> next.service().equals(step.service()))
                    .anyMatch(next -> leadsOn(next, step));
        });
    }

    static void noLabelIsTakenBackThatASelectorNeeds(Planned planned) {
        planned.unlabellings().forEach(step -> {
            var workload = planned.workload(step.workload());
            assertThat(planned.world().policy().deleting()).isTrue();
            assertThat(planned.world().policy().revertOnDelete()).isTrue();
            assertThat(workload.control().added()).isEqualTo(step.remove());
            assertThat(workload.template().labels().entries())
                    .containsAllEntriesOf(step.remove().entries());
            assertThat(planned.world().snapshot().services())
                    .filteredOn(service ->
                            service.key().namespace().equals(step.workload().namespace()))
                    .noneMatch(service -> service.selector().entries().entrySet().stream()
                            .anyMatch(step.remove().entries().entrySet()::contains));
        });
    }

    private static boolean leadsOn(Step next, Step.LabelTemplate label) {
        return switch (next) {
            case Step.NarrowSelector narrow -> narrow.add().equals(label.add());
            case Step.LabelTemplate another -> another.add().equals(label.add());
            default -> false;
        };
    }

    private static World rolledOut(World world, Step.LabelTemplate step) {
        var snapshot = world.snapshot();
        var name = step.workload().name();
        return world.with(snapshot.with(
                snapshot.pods().stream()
                        .map(pod -> isOf(pod, name)
                                ? pod.with(pod.spec().withLabels(pod.labels().plus(step.add())))
                                : pod)
                        .toList(),
                snapshot.workloads().stream()
                        .map(workload -> labelled(workload, step))
                        .toList()));
    }

    private static Workload labelled(Workload workload, Step.LabelTemplate step) {
        var template =
                workload.template().withLabels(workload.template().labels().plus(step.add()));
        if (workload.key().equals(step.workload())) {
            return workload.with(template, workload.control().with(step.record()));
        }
        return workload.desiredPods() > 0
                        && workload.key().kind().equals("ReplicaSet")
                        && workload.controller()
                                .orElseThrow()
                                .name()
                                .equals(step.workload().name())
                        && workload.key().namespace().equals(step.workload().namespace())
                ? workload.with(template, workload.control())
                : workload;
    }

    private static boolean isOf(Pod pod, String deployment) {
        return pod.controller()
                .filter(controller -> controller.kind().equals("ReplicaSet")
                        && controller.name().startsWith(deployment + "-"))
                .isPresent();
    }

    private static String[] keys(LabelSet labels) {
        return labels.entries().keySet().toArray(String[]::new);
    }
}
