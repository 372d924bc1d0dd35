package io.webhookisolation.report;

import io.webhookisolation.api.v1alpha1.CertificateStatus;
import io.webhookisolation.api.v1alpha1.CertificateStatus.GenerationsStatus;
import io.webhookisolation.api.v1alpha1.CertificateStatus.NotAfterStatus;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus;
import io.webhookisolation.model.CertificateManager;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What stays of a policy that is deleted, and ends one day: certificates that it had issued, and that nobody renews now. */
final class RetainedCertificates {

    private RetainedCertificates() {}

    /** One clause for each Service. */
    static List<String> of(PolicyStatus last) {
        return Present.list(last.services()).stream()
                .flatMap(row -> Stream.ofNullable(row.certificate())
                        .filter(RetainedCertificates::isOurs)
                        .map(certificate -> told(row, certificate)))
                .toList();
    }

    private static boolean isOurs(CertificateStatus certificate) {
        return CertificateManager.POLICY.word().equals(certificate.managedBy())
                && Optional.ofNullable(certificate.generations())
                        .map(GenerationsStatus::secret)
                        .filter(generation -> generation > 0)
                        .isPresent();
    }

    private static String told(ServiceStatus row, CertificateStatus certificate) {
        var ends = Optional.ofNullable(certificate.notAfter());
        return "nobody renews the certificate of Service " + row.name() + " any more: its leaf ends at "
                + ends.map(NotAfterStatus::leaf).orElse("an unknown time") + ", the authority behind it at "
                + ends.map(NotAfterStatus::ca).orElse("an unknown time");
    }
}
