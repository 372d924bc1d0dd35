package io.webhookisolation.report;

import io.webhookisolation.api.v1alpha1.CertificateStatus;
import io.webhookisolation.api.v1alpha1.CertificateStatus.GenerationsStatus;
import io.webhookisolation.api.v1alpha1.CertificateStatus.NotAfterStatus;
import io.webhookisolation.model.CertificateManager;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.ServiceCertificate;
import io.webhookisolation.model.ServiceCertificate.Generations;
import io.webhookisolation.model.ServiceCertificate.NotAfter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The part of a Service's row that tells of its certificates.
 *
 * @param compromised generations that the policy declares so
 */
record CertificateRows(SortedSet<Integer> compromised, Instant now) {

    CertificateStatus row(ServiceCertificate certificate, Optional<CertificateStatus> before) {
        return new CertificateStatus(
                certificate.managedBy().map(CertificateManager::word).orElse(null),
                CertificateState.of(certificate).reason(),
                TrustState.of(certificate).reason(),
                certificate.phase().map(RotationPhase::word).orElse(null),
                RotationJournal.phaseSince(certificate, before, now).orElse(null),
                certificate.message().isEmpty() ? null : certificate.message(),
                RotationJournal.rotation(certificate, before, now).orElse(null),
                generations(certificate.generations()),
                Present.orAbsent(stillUsed(certificate.generations())),
                notAfter(certificate.notAfter()),
                certificate.bundleCertificates() == 0 ? null : certificate.bundleCertificates(),
                text(certificate.nextRotation()),
                text(certificate.renewalDue()));
    }

    private List<Integer> stillUsed(Generations generations) {
        var newest = Math.max(generations.bundleMax(), generations.secret());
        return compromised.stream()
                .filter(number -> generations.bundleMin() > 0 && number >= generations.bundleMin() && number <= newest)
                .toList();
    }

    private static @Nullable GenerationsStatus generations(Generations generations) {
        return generations.equals(Generations.NONE)
                ? null
                : new GenerationsStatus(
                        generations.bundleMin(),
                        generations.bundleMax(),
                        generations.secret(),
                        generations.servedMin());
    }

    private static @Nullable NotAfterStatus notAfter(NotAfter ends) {
        return ends.equals(NotAfter.UNKNOWN)
                ? null
                : new NotAfterStatus(text(ends.leaf()), text(ends.ca()), text(ends.nextCa()), text(ends.servedMin()));
    }

    private static @Nullable String text(Optional<Instant> time) {
        return time.map(RotationJournal::text).orElse(null);
    }
}
