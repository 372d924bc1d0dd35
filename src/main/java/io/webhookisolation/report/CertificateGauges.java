package io.webhookisolation.report;

import io.webhookisolation.api.v1alpha1.CertificateStatus;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.ServiceCertificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The gauges that tell of one Service's certificates; a pure function. */
final class CertificateGauges {

    private final Map<Series, Double> values = new HashMap<>();
    private final String namespace;
    private final String service;

    private CertificateGauges(ServiceCertificate certificate) {
        this.namespace = certificate.service().namespace();
        this.service = certificate.service().name();
    }

    static Map<Series, Double> of(ServiceCertificate certificate, Optional<CertificateStatus> row) {
        var gauges = new CertificateGauges(certificate);
        gauges.ends(certificate);
        gauges.put(Metric.BUNDLE_CERTIFICATES, certificate.bundleCertificates());
        certificate.findings().forEach(gauges::finding);
        certificate.phase().ifPresent(phase -> {
            gauges.generations(certificate.generations());
            gauges.phase(phase);
            gauges.contested(certificate);
            row.map(CertificateStatus::phaseSince)
                    .flatMap(CertificateGauges::time)
                    .ifPresent(since -> gauges.put(Metric.ROTATION_PHASE_START, since.getEpochSecond()));
        });
        return gauges.values;
    }

    private void ends(ServiceCertificate certificate) {
        var ends = certificate.notAfter();
        end(Metric.CERTIFICATE_NOT_AFTER, "leaf", ends.leaf());
        end(Metric.CERTIFICATE_NOT_AFTER, "ca", ends.ca());
        end(Metric.CERTIFICATE_NOT_AFTER, "next_ca", ends.nextCa());
        end(Metric.CERTIFICATE_NOT_AFTER, "served_min", ends.servedMin());
        end(Metric.CERTIFICATE_RENEWAL_DUE, "leaf", certificate.renewalDue());
        end(Metric.CERTIFICATE_RENEWAL_DUE, "ca", certificate.nextRotation());
    }

    private void end(Metric metric, String role, Optional<Instant> time) {
        time.ifPresent(at -> values.put(Series.of(metric, namespace, service, role), (double) at.getEpochSecond()));
    }

    private void finding(Finding finding) {
        values.put(
                Series.of(
                        Metric.CERTIFICATE_FINDING,
                        namespace,
                        service,
                        finding.code().name(),
                        finding.severity().word()),
                1.0);
    }

    private void generations(ServiceCertificate.Generations generations) {
        generation("bundle_min", generations.bundleMin());
        generation("bundle_max", generations.bundleMax());
        generation("secret", generations.secret());
        generation("served_min", generations.servedMin());
    }

    private void generation(String where, int number) {
        values.put(Series.of(Metric.CA_GENERATION, namespace, service, where), (double) number);
    }

    private void phase(RotationPhase present) {
        for (var phase : RotationPhase.values()) {
            values.put(
                    Series.of(Metric.ROTATION_PHASE, namespace, service, phase.word()), phase == present ? 1.0 : 0.0);
        }
    }

    /** Who reverts a bundle shows in no field manager that is left. */
    private void contested(ServiceCertificate certificate) {
        if (CertificatesFold.isBundleReverted(certificate)
                || !certificate.replacedBy().isEmpty()) {
            values.put(Series.of(Metric.CONTESTED, namespace, service, certificate.replacedBy()), 1.0);
        }
    }

    private void put(Metric metric, long value) {
        values.put(Series.of(metric, namespace, service), (double) value);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException editedByHand) {
            return Optional.empty();
        }
    }
}
