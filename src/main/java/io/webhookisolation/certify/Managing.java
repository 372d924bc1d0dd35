package io.webhookisolation.certify;

import io.webhookisolation.model.CertificateManager;
import io.webhookisolation.model.CertificatePolicy;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.pki.ServingSecret;
import io.webhookisolation.trust.Caller;
import io.webhookisolation.trust.ManagedBy;
import io.webhookisolation.trust.Recognition;
import io.webhookisolation.trust.Signs;
import java.util.Set;

/** Who looks after a certificate, as far as the policy does not replace him. */
final class Managing {

    /** Where its Job was given no names. */
    private static final String OTHER_ENTRIES =
            ", which takeOver does not replace, since its server reads neither tls.crt nor"
                    + " tls.key: have the Job write these (--cert-name=tls.crt --key-name=tls.key) and the server read them";

    private final Custody custody;
    private final CertificatePolicy policy;
    private final ManagedBy found;

    Managing(Custody custody, Snapshot snapshot, CertificatePolicy policy) {
        this.custody = custody;
        this.policy = policy;
        found = found(custody, snapshot);
    }

    ManagedBy managedBy() {
        if (!isTakenOver()) {
            return found;
        }
        return found.manager() == CertificateManager.CERTGEN && holdsOtherEntries()
                ? new ManagedBy(found.manager(), found.why() + OTHER_ENTRIES)
                : new ManagedBy(
                        CertificateManager.POLICY,
                        "takeOver names " + found.manager().word());
    }

    /** Types of Secrets beside that for TLS which it may have: a type cannot change, so what is taken over keeps its own. */
    Set<String> adopted() {
        return custody.isAnswered() || isTakenOver() ? Set.of("Opaque") : Set.of();
    }

    private boolean isTakenOver() {
        return policy.takeOver().contains(found.manager());
    }

    private static ManagedBy found(Custody custody, Snapshot snapshot) {
        var namespace = custody.mounts().getFirst().service().namespace();
        return Recognition.of(new Signs(
                custody.serving(),
                custody.callers().stream().map(Caller::site).toList(),
                snapshot.certificates().stream()
                        .filter(certificate -> !certificate.isRead()
                                && certificate.key().namespace().equals(namespace)
                                && certificate.secretName().equals(custody.secretName()))
                        .toList()));
    }

    private boolean holdsOtherEntries() {
        return custody.serving()
                .filter(secret -> !secret.data().has(ServingSecret.CHAIN))
                .isPresent();
    }
}
