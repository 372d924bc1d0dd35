package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.property.Dice;
import io.webhookisolation.fixture.world.Matching;
import io.webhookisolation.fixture.world.StrictRules;
import io.webhookisolation.fixture.world.Worlds;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ManagerKind;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServicePlan;
import io.webhookisolation.model.Step;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What must hold of every plan for every world, whoever made the plan.
 *
 * <p>Labels are matched and owners are told by the test kit's own rules, not by the product's.
 */
final class Invariants {

    private static final Pattern NEVER_IN_A_SELECTOR = Pattern.compile(
            "(.*-template-hash|.*revision-hash|.*/version|helm\\.sh/.*|chart|heritage|job-name|controller-uid)=.*"
                    + "|[^=]*=v?\\d+\\.\\d+\\.\\d+");

    private Invariants() {}

    /** Each write is applied to the world, and the endpoints are computed anew. */
    static void noReadyOwnerEndpointIsDropped(Planned planned) {
        var rules = new StrictRules(planned.world().snapshot());
        planned.narrowings().forEach(step -> {
            var service = planned.service(step.service());
            var after = Matching.merged(service.selector(), step.add());
            var kept = endpoints(planned, service).stream()
                    .filter(pod -> Matching.matches(after, pod.labels()))
                    .toList();
            assertThat(endpoints(planned, service))
                    .as("endpoints that %s loses", service.key())
                    .filteredOn(pod -> !kept.contains(pod))
                    .allMatch(pod -> rules.of(service, pod) == Relation.FOREIGN && !isOwn(service, pod));
            assertThat(kept)
                    .as("owners that %s keeps", service.key())
                    .anyMatch(pod -> rules.of(service, pod) == Relation.OWNER);
        });
    }

    static void onlyOurOwnKeysAreTouched(Planned planned) {
        planned.narrowings().forEach(step -> {
            var selector = planned.service(step.service()).selector();
            assertThat(step.before()).isEqualTo(selector);
            assertThat(step.add().entries())
                    .isNotEmpty()
                    .doesNotContainKeys(selector.entries().keySet().toArray(String[]::new));
            assertThat(step.record().added().entries())
                    .containsAllEntriesOf(step.add().entries());
        });
        planned.restores().forEach(step -> {
            var service = planned.service(step.service());
            assertThat(service.applied()).isPresent();
            assertThat(service.applied().orElseThrow().added().entries())
                    .containsAllEntriesOf(step.remove().entries());
            assertThat(service.selector().entries())
                    .containsAllEntriesOf(step.remove().entries());
        });
    }

    /** What was forged is not proposed by anybody. */
    static void noDeniedKeyIsProposed(Planned planned) {
        var proposed = planned.analysis().services().stream()
                .filter(verdict -> !planned.isForged(verdict.reference()))
                .map(verdict -> verdict.repair().addLabels());
        var written = planned.narrowings()
                .filter(step -> !planned.isForged(step.service()))
                .map(Step.NarrowSelector::add);
        assertThat(Stream.concat(proposed, written).flatMap(labels -> labels.entries().entrySet().stream()))
                .noneMatch(
                        label -> NEVER_IN_A_SELECTOR.matcher(label.toString()).matches());
    }

    static void nothingIsWrittenWithAnUnknownInReach(Planned planned) {
        var snapshot = planned.world().snapshot();
        var rules = new StrictRules(snapshot);
        planned.narrowings().forEach(step -> {
            assertThat(snapshot.live()).isTrue();
            assertThat(snapshot.gaps()).isEmpty();
            var reach = rules.inReach(planned.service(step.service()));
            assertThat(reach).as("in reach of %s", step.service()).doesNotContainValue(Relation.UNKNOWN);
            // A latent overlap may rest on a ReplicaSet without Pods whose Deployment is gone: nobody is in reach yet.
            if (!planned.world().policy().narrowLatent()) {
                assertThat(reach).as("in reach of %s", step.service()).containsValue(Relation.FOREIGN);
            }
        });
    }

    static void nobodyForeignIsLeftInReach(Planned planned) {
        var rules = new StrictRules(planned.world().snapshot());
        planned.narrowings().forEach(step -> {
            var service = planned.service(step.service());
            var narrowed = service.withSelector(Matching.merged(service.selector(), step.add()));
            assertThat(rules.inReach(narrowed).values())
                    .as("in reach of narrowed %s", step.service())
                    .isNotEmpty()
                    .containsOnly(Relation.OWNER);
        });
    }

    static void onlyEnforcingPoliciesNarrow(Planned planned) {
        var policy = planned.world().policy();
        if (policy.mode() == Mode.AUDIT || policy.suspend() || policy.deleting()) {
            assertThat(planned.narrowings()).isEmpty();
        }
    }

    static void nobodyIsFoughtUnasked(Planned planned) {
        if (!planned.world().policy().writesManaged()) {
            assertThat(planned.narrowings().map(step -> planned.service(step.service())))
                    .extracting(service -> service.manager().kind())
                    .isSubsetOf(
                            ManagerKind.NONE,
                            ManagerKind.KUBECTL_CLIENT_SIDE,
                            ManagerKind.ARGO_CD_CLIENT_SIDE,
                            ManagerKind.HELM_3);
        }
    }

    static void onlyTheWinnerWrites(Planned planned) {
        var policy = planned.world().policy();
        planned.plan().services().forEach(plan -> {
            var winner = winner(planned, plan);
            if (!policy.deleting()
                    && winner.isPresent()
                    && !winner.orElseThrow().equals(policy)) {
                assertThat(plan.steps()).isEmpty();
                assertThat(plan.conflictsWith()).contains(winner.orElseThrow().key());
            } else {
                assertThat(plan.conflictsWith()).isEmpty();
            }
            assertThat(plan.steps()).hasSizeLessThanOrEqualTo(1);
        });
    }

    static void noServiceStaysEmptyBecauseOfUs(Planned planned) {
        var blind = planned.world().snapshot().gaps().stream()
                .anyMatch(gap -> gap.kind().equals("Pod") || gap.kind().equals("Service"));
        planned.world().snapshot().services().stream()
                .filter(service -> !blind && isAnsweredFor(planned, service) && wouldBeEmpty(planned, service))
                .forEach(service -> assertThat(planned.restores())
                        .as("our keys on empty %s", service.key())
                        .anyMatch(step ->
                                step.service().equals(service.reference()) && step.cause() == RestoreCause.GUARD));
    }

    static void sameForAShuffledWorld(Planned planned) {
        var world = planned.world();

        var shuffled = Worlds.shuffled(world, new Dice(world.snapshot().pods().size()));

        assertThat(planned.again(shuffled).plan()).isEqualTo(planned.plan());
    }

    static void quietAfterItsOwnWrites(Planned planned) {
        planned.narrowings().forEach(step -> {
            var later = planned.again(Sequel.of(planned.world(), step));

            assertThat(later.plan().steps())
                    .filteredOn(next -> next.service().equals(step.service()))
                    .isEmpty();
        });
    }

    private static boolean wouldBeEmpty(Planned planned, Service service) {
        var standing = new HashMap<>(service.applied().orElseThrow().added().entries());
        standing.entrySet().retainAll(service.selector().entries().entrySet());
        var former = new HashMap<>(service.selector().entries());
        former.keySet().removeAll(standing.keySet());
        var pods = planned.world().snapshot().pods().stream()
                .filter(pod -> pod.key().namespace().equals(service.key().namespace()))
                .filter(pod -> !pod.finished() && !pod.terminating())
                .toList();
        var ready = pods.stream()
                .filter(pod -> Matching.matches(service.selector(), pod.labels()))
                .anyMatch(pod -> pod.ready() || service.publishNotReadyAddresses());
        return !standing.isEmpty()
                && !ready
                && pods.stream()
                        .filter(pod -> !Matching.matches(service.selector(), pod.labels()))
                        .anyMatch(pod -> Matching.matches(LabelSet.of(former), pod.labels()));
    }

    /** Whether the policy under test is the one that answers for what we wrote to this Service. */
    private static boolean isAnsweredFor(Planned planned, Service service) {
        var policy = planned.world().policy();
        return service.applied().isPresent()
                && !service.terminating()
                && !policy.deleting()
                && service.key().namespace().equals(policy.namespace())
                && winner(planned, service.labels()).filter(policy::equals).isPresent();
    }

    private static Optional<Policy> winner(Planned planned, ServicePlan plan) {
        return winner(planned, plan.verdict().service().map(Service::labels).orElse(LabelSet.EMPTY));
    }

    private static Optional<Policy> winner(Planned planned, LabelSet labels) {
        return planned.policies()
                .filter(policy -> !policy.deleting())
                .filter(policy -> policy.serviceSelector().selects(labels))
                .min(Comparator.comparing(Policy::created).thenComparing(Policy::name));
    }

    /** Pods behind the ready endpoints of a Service; an endpoint of nobody known is no Pod. */
    private static List<Pod> endpoints(Planned planned, Service service) {
        var ready = new HashSet<String>();
        planned.world().snapshot().slices().stream()
                .filter(slice -> slice.service().equals(service.reference()))
                .flatMap(slice -> slice.endpoints().stream())
                .filter(endpoint -> endpoint.ready())
                .forEach(endpoint -> ready.add(endpoint.podUid()));
        return planned.world().snapshot().pods().stream()
                .filter(pod -> ready.contains(pod.uid()))
                .toList();
    }

    /** The generator names a component's server after it, whatever evidence it then leaves. */
    private static boolean isOwn(Service service, Pod pod) {
        return pod.key().name().startsWith(StrictRules.component(service) + "-controller");
    }
}
