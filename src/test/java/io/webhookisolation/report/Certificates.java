package io.webhookisolation.report;

import static io.webhookisolation.report.Sample.NOON;
import static io.webhookisolation.report.ServicePlans.reference;

import io.webhookisolation.model.CertificateManager;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.ServiceCertificate;
import io.webhookisolation.model.ServiceCertificate.Generations;
import io.webhookisolation.model.ServiceCertificate.NotAfter;
import io.webhookisolation.model.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Certificates of Services, in the states that reports tell apart. */
final class Certificates {

    static final Instant END = NOON.plus(Duration.ofDays(20));
    static final Instant RENEWED = NOON.plus(Duration.ofDays(40));

    private Certificates() {}

    static ServiceCertificate audited(String service, FindingCode... codes) {
        return ServiceCertificate.audited(reference(service), ends(END), 1, findings(service, codes));
    }

    static ServiceCertificate unseen(String service) {
        return ServiceCertificate.audited(reference(service), NotAfter.UNKNOWN, 1, List.of());
    }

    static ServiceCertificate at(String service, RotationPhase phase) {
        return at(service, phase, "", new Generations(1, 2, 1, 1), END);
    }

    static ServiceCertificate at(
            String service, RotationPhase phase, String occasion, Generations generations, Instant end) {
        return new ServiceCertificate(
                reference(service),
                Optional.of(CertificateManager.POLICY),
                Optional.of(phase),
                occasion,
                "because",
                "",
                generations,
                ends(end),
                3,
                Optional.of(END.plus(Duration.ofDays(100))),
                Optional.of(END.minus(Duration.ofDays(10))),
                List.of());
    }

    /** Ours was there before. */
    static ServiceCertificate replaced(String service, String by) {
        var ours = at(service, RotationPhase.TRUST_DWELL, "", new Generations(1, 2, 0, 0), END);
        return new ServiceCertificate(
                ours.service(),
                ours.managedBy(),
                ours.phase(),
                ours.occasion(),
                ours.message(),
                by,
                ours.generations(),
                ours.notAfter(),
                ours.bundleCertificates(),
                ours.nextRotation(),
                ours.renewalDue(),
                ours.findings());
    }

    private static NotAfter ends(Instant leaf) {
        return new NotAfter(
                Optional.of(leaf),
                Optional.of(leaf.plusSeconds(1)),
                Optional.of(leaf.plusSeconds(2)),
                Optional.of(leaf));
    }

    private static List<Finding> findings(String service, FindingCode... codes) {
        return List.of(codes).stream()
                .map(code -> Finding.of(
                        code,
                        new ObjectKey("v1", "Service", "operators", service, Source.CLUSTER),
                        code + " of " + service,
                        List.of()))
                .toList();
    }
}
