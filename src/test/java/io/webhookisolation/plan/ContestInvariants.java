package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.world.Matching;
import io.webhookisolation.model.Contest;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Memory;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServicePlan;
import io.webhookisolation.model.ServiceReference;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.stream.Stream;

/** What must hold of every plan where others take our keys off. */
final class ContestInvariants {

    private ContestInvariants() {}

    static void nothingIsNarrowedWhileWeStandDown(Planned planned) {
        var now = planned.world().now();
        assertThat(planned.narrowings().flatMap(step -> memory(planned, step.service()).contest().stream()))
                .filteredOn(contest -> now.isBefore(contest.last().plus(Duration.ofDays(7))))
                .noneMatch(contest -> contest.until().filter(now::isBefore).isPresent());
    }

    /** Nor is anything written over it. */
    static void everyRevertIsRemembered(Planned planned) {
        decided(planned).forEach(plan -> {
            var service = plan.verdict().service().orElseThrow();
            var before = memory(planned, service.reference());
            if (isReverted(before.added(), service)) {
                assertThat(planned.narrowings())
                        .noneMatch(step -> step.service().equals(service.reference()));
                assertThat(plan.contest().map(Contest::last))
                        .contains(planned.world().now().truncatedTo(ChronoUnit.SECONDS));
            } else {
                assertThat(plan.contest().stream())
                        .isSubsetOf(before.contest().stream().toList());
            }
        });
    }

    static void whoeverRevertedOftenEnoughIsStoodDownFor(Planned planned) {
        decided(planned)
                .flatMap(plan -> plan.contest().stream())
                .forEach(contest -> assertThat(contest.until().isPresent()).isEqualTo(contest.count() >= 3));
    }

    private static boolean isReverted(LabelSet added, Service service) {
        return !Matching.matches(added, service.selector())
                && !added.isEmpty()
                && (service.applied().isPresent() || !service.selectorWriter().isEmpty());
    }

    /** Of Services that are in the policy's hands. */
    private static Stream<ServicePlan> decided(Planned planned) {
        var policy = planned.world().policy();
        return planned.plan().services().stream()
                .filter(plan -> !policy.deleting() && plan.verdict().service().isPresent())
                .filter(plan -> planned.policies()
                        .filter(other -> !other.deleting())
                        .filter(other -> other.serviceSelector()
                                .selects(plan.verdict().service().orElseThrow().labels()))
                        .min(Comparator.comparing(Policy::created).thenComparing(Policy::name))
                        .filter(policy::equals)
                        .isPresent());
    }

    private static Memory memory(Planned planned, ServiceReference service) {
        return planned.world().memories().getOrDefault(service, Memory.NONE);
    }
}
