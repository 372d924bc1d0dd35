package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.world.Matching;
import io.webhookisolation.fixture.world.StrictRules;
import io.webhookisolation.model.EndpointSlice;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.TrafficPolicy;
import io.webhookisolation.model.Workload;
import java.util.stream.Stream;

/** What must hold of every write to a Service or a template, whatever shape the Service and its workloads have. */
final class ReachInvariants {

    private ReachInvariants() {}

    /** Others than kube-proxy read the endpoints of the rest, or a count of endpoints says nothing there. */
    static void onlyOrdinaryServicesAreNarrowed(Planned planned) {
        begun(planned).map(step -> planned.service(step.service())).forEach(service -> {
            assertThat(service.headless() || service.governs()).isFalse();
            assertThat(service.externalName()).isEmpty();
            assertThat(service.selector().entries()).isNotEmpty();
            assertThat(service.trafficPolicy()).isEqualTo(TrafficPolicy.CLUSTER);
            assertThat(service.terminating()).isFalse();
            assertThat(service.ignored()).isEmpty();
            assertThat(planned.world().snapshot().slices())
                    .filteredOn(slice -> slice.service().equals(service.reference()))
                    .allMatch(EndpointSlice::managed);
        });
    }

    /** Those that make no Pods now make some later. */
    static void everyOwnersTemplateStaysInReach(Planned planned) {
        var rules = new StrictRules(planned.world().snapshot());
        planned.narrowings().forEach(step -> {
            var service = planned.service(step.service());
            var after = Matching.merged(service.selector(), step.add());
            assertThat(templates(planned, service, rules))
                    .as("templates of owners that %s selects", service.key())
                    .allMatch(workload ->
                            Matching.matches(after, workload.template().labels()));
        });
    }

    /** A rollback must not bring back Pods that we excluded, unless the policy accepts that the guard covers it. */
    static void noRollbackLosesALabelThatIsNotOurs(Planned planned) {
        var rules = new StrictRules(planned.world().snapshot());
        planned.narrowings().forEach(step -> {
            var service = planned.service(step.service());
            planned.world().snapshot().workloads().stream()
                    .filter(revision -> revision.key().kind().equals("ReplicaSet"))
                    .filter(revision -> isOwned(service, revision, rules))
                    .forEach(revision -> assertThat(Matching.matches(unlabelled(planned, step.add()), labels(revision))
                                    || unlabelled(planned, step.add()).isEmpty())
                            .as("%s of the history", revision.key())
                            .isTrue());
        });
    }

    static void noRolloutIsInProgress(Planned planned) {
        var rules = new StrictRules(planned.world().snapshot());
        planned.narrowings().forEach(step -> {
            var service = planned.service(step.service());
            assertThat(templates(planned, service, rules))
                    .allMatch(workload -> workload.rollout().settled());
            assertThat(planned.world().snapshot().pods())
                    .filteredOn(
                            pod -> pod.key().namespace().equals(service.key().namespace()) && !pod.finished())
                    .filteredOn(pod -> Matching.matches(service.selector(), pod.labels()))
                    .filteredOn(pod -> rules.of(service, pod) == Relation.OWNER)
                    .noneMatch(pod -> pod.terminating());
        });
    }

    /** The second write would rest on a template that the first one has changed. */
    static void noWorkloadIsWrittenTwiceInOnePlan(Planned planned) {
        assertThat(planned.plan().steps().stream()
                        .filter(Step.OnWorkload.class::isInstance)
                        .map(Step.OnWorkload.class::cast)
                        .map(Step.OnWorkload::workload))
                .doesNotHaveDuplicates();
    }

    /** What begins a repair; what undoes or finishes one may concern any Service. */
    private static Stream<Step> begun(Planned planned) {
        return Stream.concat(planned.narrowings(), planned.labellings());
    }

    private static Stream<Workload> templates(Planned planned, Service service, StrictRules rules) {
        return planned.world().snapshot().workloads().stream()
                .filter(workload -> !workload.key().kind().equals("ReplicaSet") || workload.desiredPods() > 0)
                .filter(workload -> Matching.matches(service.selector(), labels(workload)))
                .filter(workload -> isOwned(service, workload, rules));
    }

    private static boolean isOwned(Service service, Workload workload, StrictRules rules) {
        return workload.key().namespace().equals(service.key().namespace())
                && rules.of(service, workload) == Relation.OWNER;
    }

    /** Without what a policy let us put on templates. */
    private static LabelSet unlabelled(Planned planned, LabelSet add) {
        return planned.world().policy().labelsWorkloads()
                ? add.without(planned.world().snapshot().workloads().stream()
                        .flatMap(workload -> workload.control().added().entries().keySet().stream())
                        .toList())
                : add;
    }

    private static LabelSet labels(Workload workload) {
        return workload.template().labels();
    }
}
