package io.webhookisolation.report;

import io.webhookisolation.api.v1alpha1.CertificateStatus;
import io.webhookisolation.api.v1alpha1.CertificateStatus.RotationStatus;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.ServiceCertificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * When a rotation began and ended, written down in the status: whoever decides about the next step knows only what is left to
 * do, and after a restart not even since when.
 */
final class RotationJournal {

    /** A rotation that is over. */
    record Ended(String service, String occasion, String result, Duration took) {

        boolean isCompleted() {
            return result.equals(COMPLETED);
        }
    }

    private static final String COMPLETED = "completed";

    private RotationJournal() {}

    /** Since when the phase is what it is. */
    static Optional<String> phaseSince(
            ServiceCertificate certificate, Optional<CertificateStatus> before, Instant now) {
        return certificate
                .phase()
                .map(phase -> before.filter(old -> phase.word().equals(old.phase()))
                        .map(CertificateStatus::phaseSince)
                        .orElseGet(() -> text(now)));
    }

    /** The rotation that is on its way; it is until the phase is Steady again, though there is no occasion for a new leaf. */
    static Optional<RotationStatus> rotation(
            ServiceCertificate certificate, Optional<CertificateStatus> before, Instant now) {
        var known = before.map(CertificateStatus::rotation);
        var occasion = certificate.occasion();
        if (certificate.phase().isEmpty()) {
            return Optional.empty();
        }
        if (occasion.isEmpty()) {
            return certificate.phase().equals(Optional.of(RotationPhase.STEADY)) ? Optional.empty() : known;
        }
        return known.filter(old -> old.occasion().equals(occasion))
                .or(() -> Optional.of(new RotationStatus(occasion, text(now))));
    }

    /** The rotations that the previous status tells of and this one does not. */
    static List<Ended> ended(PolicyStatus previous, PolicyStatus current, Instant now) {
        return Present.list(current.services()).stream()
                .flatMap(row -> ended(row, ServiceRows.row(previous, row.name()), now).stream())
                .toList();
    }

    private static Optional<Ended> ended(ServiceStatus row, Optional<ServiceStatus> before, Instant now) {
        var present = Optional.ofNullable(row.certificate());
        return before.map(ServiceStatus::certificate)
                .map(CertificateStatus::rotation)
                .filter(old -> !present.map(CertificateStatus::rotation)
                        .filter(old::equals)
                        .isPresent())
                .map(old -> new Ended(row.name(), old.occasion(), result(present), since(old, now)));
    }

    private static String result(Optional<CertificateStatus> present) {
        return present.map(CertificateStatus::phase)
                        .filter(RotationPhase.STEADY.word()::equals)
                        .isPresent()
                ? COMPLETED
                : "abandoned";
    }

    /** Whoever edited the time by hand gets no duration. */
    private static Duration since(RotationStatus rotation, Instant now) {
        try {
            return Duration.between(Instant.parse(rotation.since()), now);
        } catch (DateTimeException unreadable) {
            return Duration.ZERO;
        }
    }

    static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
