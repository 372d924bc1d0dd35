package io.webhookisolation.reconcile;

import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.certify.Certified;
import io.webhookisolation.certify.Certifier;
import io.webhookisolation.model.CertificateStep;
import io.webhookisolation.model.CertificateStep.RestartWorkload;
import io.webhookisolation.model.CertificateStep.WriteBundles;
import io.webhookisolation.model.CertificateStep.WriteSecret;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.ServiceCertificate;
import io.webhookisolation.model.ServicePlan;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.report.Reporting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Issues and rotates where a policy wants that, and looks only where it does not. */
final class Rotating implements Certifying {

    private static final Logger LOG = LoggerFactory.getLogger(Rotating.class);

    /** A wait is looked at several times before it is over; the shortest wait tells how often. */
    private static final int LOOKS_PER_WAIT = 6;

    private final Certifier certifier;
    private final Waits waits;
    private final Probing probing;
    private final Reporting reporting;
    private final Rights rights;

    Rotating(Certifier certifier, Waits waits, Probing probing, Reporting reporting, Rights rights) {
        this.certifier = certifier;
        this.waits = waits;
        this.probing = probing;
        this.reporting = reporting;
        this.rights = rights;
    }

    @Override
    public Kept look(Subject subject, Judgement judgement, Instant now) {
        var audited = judgement.analysis().certificates();
        if (subject.policy().certificates().mode() != Mode.ENFORCE
                || subject.policy().deleting()) {
            return new Kept(audited, List.of(), Optional.empty());
        }
        var services = judgement.plan().services().stream()
                .filter(service -> service.conflictsWith().isEmpty())
                .map(ServicePlan::verdict)
                .filter(verdict -> verdict.service().isPresent())
                .toList();
        var looked = certifier.look(subject.policy(), subject.generation(), services, judgement.snapshot(), now);
        looked.forEach(this::tell);
        looked.stream()
                .filter(certified -> certified.phase() != RotationPhase.STEADY)
                .flatMap(certified -> certified.services().stream())
                .forEach(probing::now);
        return new Kept(
                overlaid(audited, looked),
                missing(subject.namespace(), looked),
                looked.stream().flatMap(certified -> comeBack(certified, now)).min(Duration::compareTo));
    }

    @Override
    public void forget(Subject subject) {
        certifier.forget(subject.policy());
    }

    private void tell(Certified certified) {
        for (var outcome : certified.outcomes()) {
            var step = outcome.step();
            var result = outcome.result();
            LOG.atInfo()
                    .addKeyValue("object", step.object())
                    .addKeyValue("result", result.word())
                    .log("{}: {}", step.reason(), result.message());
            if (result instanceof StepResult.DeniedByWebhook denied) {
                reporting.blocked(gate(step), refuser(denied));
            }
            if (!(result instanceof StepResult.Withheld)) {
                reporting.wrote(resource(step.object().kind()), "certificates", result.word());
            }
        }
    }

    private static String gate(CertificateStep step) {
        return switch (step) {
            case WriteBundles bundles -> "trust";
            case WriteSecret secret -> "issue";
            case RestartWorkload restart -> "restart";
        };
    }

    private static String refuser(StepResult.DeniedByWebhook denied) {
        return denied.webhook().isEmpty() ? "ValidatingAdmissionPolicy" : denied.webhook();
    }

    private static String resource(String kind) {
        return switch (kind) {
            case "Secret" -> "secrets";
            case "Deployment" -> "deployments";
            case "ValidatingWebhookConfiguration" -> "validatingwebhookconfigurations";
            case "MutatingWebhookConfiguration" -> "mutatingwebhookconfigurations";
            case "CustomResourceDefinition" -> "customresourcedefinitions";
            default -> "apiservices";
        };
    }

    private static SortedMap<ServiceReference, ServiceCertificate> overlaid(
            Map<ServiceReference, ServiceCertificate> audited, List<Certified> looked) {
        var all = new TreeMap<>(audited);
        for (var certified : looked) {
            for (var service : certified.services()) {
                all.put(service, certified.portrait(service, Optional.ofNullable(audited.get(service))));
            }
        }
        return all;
    }

    /** Whoever lacks one right may lack more, and is to be told of all at once. */
    private List<Gap> missing(String namespace, List<Certified> looked) {
        var unread = looked.stream().flatMap(Certified::unread).toList();
        var refused = unread.stream().anyMatch(Gap::forbidden)
                || looked.stream()
                        .flatMap(certified -> certified.outcomes().stream())
                        .anyMatch(outcome -> outcome.result() instanceof StepResult.Forbidden);
        return refused
                ? Stream.of(
                                unread.stream(),
                                rights.missingToRotate(namespace).stream(),
                                missingToRestart(namespace, looked))
                        .flatMap(gaps -> gaps)
                        .distinct()
                        .toList()
                : unread;
    }

    private Stream<Gap> missingToRestart(String namespace, List<Certified> looked) {
        var refused = looked.stream()
                .flatMap(certified -> certified.outcomes().stream())
                .anyMatch(outcome ->
                        outcome.step() instanceof RestartWorkload && outcome.result() instanceof StepResult.Forbidden);
        return refused ? rights.missingToLabel(namespace).stream() : Stream.empty();
    }

    private Stream<Duration> comeBack(Certified certified, Instant now) {
        var phase = certified.phase();
        if (phase.isUnderWay() || !certified.decision().tasks().isEmpty()) {
            return Stream.of(waits.trust().dividedBy(LOOKS_PER_WAIT));
        }
        if (phase.isStop()) {
            return Stream.of(waits.evidence().dividedBy(2));
        }
        return Stream.of(
                        certified.decision().nextRotation(),
                        certified.decision().renewal())
                .flatMap(Optional::stream)
                .map(due -> Duration.between(now, due))
                .map(wait -> wait.isNegative() ? Pace.SOON : wait);
    }
}
