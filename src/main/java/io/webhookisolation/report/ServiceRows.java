package io.webhookisolation.report;

import io.webhookisolation.api.v1alpha1.CertificateStatus;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus.BackOffStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus.SelectorStatus;
import io.webhookisolation.model.BackOff;
import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceCertificate;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.WorkloadVerdict;
import io.webhookisolation.suggest.BriefSuggestion;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of {@code status.services}: at most 200, so back-offs, contests, rotations and findings go first, then in the order of names. */
final class ServiceRows {

    static final int LIMIT = 200;
    private static final int FOREIGN_LIMIT = 10;
    private static final int EVIDENCE_LIMIT = 5;

    /** Probes repeat every few minutes; a status that said so each time would be written each time. */
    private static final Duration EVIDENCE_STANDS = Duration.ofHours(1);

    private static final Comparator<Evidence> STRONGEST_FIRST = Comparator.<Evidence>comparingInt(
                    evidence -> -Math.abs(evidence.weight()))
            .thenComparing(Evidence::code)
            .thenComparing(Evidence::sentence);

    private final Evaluation evaluation;
    private final PolicyStatus previous;
    private final CertificateRows certificates;

    ServiceRows(Evaluation evaluation, PolicyStatus previous) {
        this.evaluation = evaluation;
        this.previous = previous;
        this.certificates =
                new CertificateRows(evaluation.policy().certificates().compromised(), evaluation.now());
    }

    List<ServiceStatus> of(List<Standing> standings) {
        return standings.stream()
                .sorted(Comparator.<Standing, Boolean>comparing(
                                standing -> standing.plan().backOff().isEmpty()
                                        && standing.plan().contest().isEmpty()
                                        && !isRotating(standing))
                        .thenComparing(Standing::verdict, IsolatedFold.ORDER))
                .limit(LIMIT)
                .map(this::row)
                .sorted(Comparator.comparing(ServiceStatus::name))
                .toList();
    }

    private boolean isRotating(Standing standing) {
        return evaluation
                .certificate(standing.verdict().reference())
                .flatMap(ServiceCertificate::phase)
                .filter(phase -> phase != RotationPhase.STEADY)
                .isPresent();
    }

    private ServiceStatus row(Standing standing) {
        var before = row(previous, standing.name());
        var certificate = evaluation
                .certificate(standing.verdict().reference())
                .map(seen -> certificates.row(seen, before.map(ServiceStatus::certificate)));
        var row = row(standing, newestProbe(standing.verdict()), certificate.orElse(null));
        return before.filter(old -> sameButForTheTime(old, row)).orElse(row);
    }

    private ServiceStatus row(Standing standing, Optional<Instant> probed, @Nullable CertificateStatus certificate) {
        var verdict = standing.verdict();
        var foreign = names(verdict.foreign());
        return new ServiceStatus(
                standing.name(),
                verdict.serviceClass().reason(),
                Present.orAbsent(names(verdict.owners())),
                Present.orAbsent(foreign.stream().limit(FOREIGN_LIMIT).toList()),
                foreign.size() > FOREIGN_LIMIT ? foreign.size() - FOREIGN_LIMIT : null,
                selector(standing),
                absentIfEmpty(verdict.service()
                        .map(service -> service.manager().name())
                        .orElse("")),
                Present.orAbsent(evidence(verdict)),
                probed.map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString())
                        .orElse(null),
                standing.state().reason(),
                absentIfEmpty(standing.blockedBy()),
                standing.plan().backOff().map(ServiceRows::backOff).orElse(null),
                standing.plan().contest().map(ContestReport::row).orElse(null),
                standing.suggests() ? BriefSuggestion.of(standing.verdict()).orElse(null) : null,
                certificate);
    }

    private boolean sameButForTheTime(ServiceStatus old, ServiceStatus row) {
        return old.equals(new ServiceStatus(
                        row.name(),
                        row.serviceClass(),
                        row.owners(),
                        row.foreign(),
                        row.foreignOmitted(),
                        row.selector(),
                        row.manager(),
                        row.evidence(),
                        old.evidenceTime(),
                        row.state(),
                        row.blockedBy(),
                        row.backOff(),
                        row.contest(),
                        row.suggestion(),
                        row.certificate()))
                && old.evidenceTime() != null
                && Instant.parse(old.evidenceTime()).plus(EVIDENCE_STANDS).isAfter(evaluation.now());
    }

    static Optional<ServiceStatus> row(PolicyStatus status, String name) {
        return Present.list(status.services()).stream()
                .filter(row -> row.name().equals(name))
                .findFirst();
    }

    private Optional<Instant> newestProbe(ServiceVerdict verdict) {
        return evaluation.snapshot().probes().entrySet().stream()
                .filter(entry -> entry.getKey().service().equals(verdict.reference()))
                .flatMap(entry -> entry.getValue().stream())
                .map(result -> result.at())
                .max(Comparator.naturalOrder());
    }

    private static @Nullable SelectorStatus selector(Standing standing) {
        return standing.verdict().service().map(Service::selector).isEmpty()
                ? null
                : new SelectorStatus(
                        standing.selector().entries(),
                        standing.added().isEmpty() ? null : standing.added().entries(),
                        standing.suggested().map(labels -> labels.entries()).orElse(null));
    }

    private static List<String> evidence(ServiceVerdict verdict) {
        return Stream.of(verdict.foreign(), verdict.owners(), verdict.unknown())
                .flatMap(Collection::stream)
                .map(WorkloadVerdict::evidence)
                .flatMap(Collection::stream)
                .filter(evidence -> evidence.weight() != 0)
                .sorted(STRONGEST_FIRST)
                .map(Evidence::toString)
                .distinct()
                .limit(EVIDENCE_LIMIT)
                .toList();
    }

    private static List<String> names(List<WorkloadVerdict> workloads) {
        return workloads.stream()
                .map(workload -> workload.workload().kindAndName())
                .toList();
    }

    private static BackOffStatus backOff(BackOff backOff) {
        return new BackOffStatus(
                Memories.word(backOff.cause()),
                backOff.count(),
                backOff.until().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static @Nullable String absentIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
