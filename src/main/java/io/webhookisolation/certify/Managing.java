package io.webhookisolation.certify;

import io.webhookisolation.model.CertificateManager;
import io.webhookisolation.model.CertificatePolicy;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.trust.Caller;
import io.webhookisolation.trust.ManagedBy;
import io.webhookisolation.trust.Recognition;
import io.webhookisolation.trust.Signs;

/** Who looks after a certificate, as far as the policy does not replace him. */
final class Managing {

    private Managing() {}

    static ManagedBy of(Custody custody, Snapshot snapshot, CertificatePolicy policy) {
        var namespace = custody.mounts().getFirst().service().namespace();
        var found = Recognition.of(new Signs(
                custody.serving(),
                custody.callers().stream().map(Caller::site).toList(),
                snapshot.certificates().stream()
                        .filter(certificate -> !certificate.isRead()
                                && certificate.key().namespace().equals(namespace)
                                && certificate.secretName().equals(custody.secretName()))
                        .toList()));
        return policy.takeOver().contains(found.manager())
                ? new ManagedBy(
                        CertificateManager.POLICY,
                        "takeOver names " + found.manager().word())
                : found;
    }
}
