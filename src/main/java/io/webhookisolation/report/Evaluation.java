package io.webhookisolation.report;

import io.webhookisolation.model.Gap;
import io.webhookisolation.model.Plan;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.ServiceCertificate;
import io.webhookisolation.model.ServicePlan;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceUsers;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.StepOutcome;
import io.webhookisolation.model.StepResult;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One reconcile's whole result: what was wanted of what was seen, and what became of each Step that was tried.
 *
 * @param generation of the policy that was evaluated
 * @param missing permissions that were found missing beside the Snapshot's gaps
 * @param certificates of webhook Services, those of other policies' among them
 * @param endpoints how many ready endpoints each Service has, by what their workload is to it
 */
public record Evaluation(
        Policy policy,
        long generation,
        Snapshot snapshot,
        Plan plan,
        SortedMap<ServiceReference, ServiceCertificate> certificates,
        Map<ServiceReference, Map<Relation, Integer>> endpoints,
        List<StepOutcome> outcomes,
        List<Gap> missing,
        Instant now) {

    public Evaluation {
        certificates = Collections.unmodifiableSortedMap(new TreeMap<>(certificates));
        outcomes = List.copyOf(outcomes);
        missing = List.copyOf(missing);
    }

    /** The Services in the policy's hands; those of another policy are left out. */
    List<ServicePlan> services() {
        return plan.services().stream()
                .filter(service -> service.conflictsWith().isEmpty())
                .toList();
    }

    /** Those that another policy already has. */
    List<ServicePlan> conflicts() {
        return plan.services().stream()
                .filter(service -> service.conflictsWith().isPresent())
                .toList();
    }

    List<Standing> standings() {
        return services().stream()
                .map(plan -> Standing.of(plan, outcomes(plan.verdict().reference())))
                .toList();
    }

    /** Those of the Services in the policy's hands. */
    List<ServiceCertificate> ownCertificates() {
        return services().stream()
                .flatMap(service -> certificate(service.verdict().reference()).stream())
                .toList();
    }

    Optional<ServiceCertificate> certificate(ServiceReference service) {
        return Optional.ofNullable(certificates.get(service));
    }

    List<StepOutcome> outcomes(ServiceReference service) {
        return outcomes.stream()
                .filter(outcome -> outcome.step().service().equals(service))
                .toList();
    }

    /** All that could not be seen, or may not be done. */
    public Stream<Gap> gaps() {
        var ofUsers = snapshot.users().values().stream().flatMap(ServiceUsers::gaps);
        return Stream.of(snapshot.gaps().stream(), ofUsers, missing.stream()).flatMap(gaps -> gaps);
    }

    Stream<StepResult.Forbidden> forbidden() {
        return outcomes.stream()
                .map(StepOutcome::result)
                .filter(StepResult.Forbidden.class::isInstance)
                .map(StepResult.Forbidden.class::cast);
    }
}
