package io.webhookisolation.x509;

import io.webhookisolation.fixture.certificate.ServingCertificate;
import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.x509.Verification.Reason;
import io.webhookisolation.x509.Verification.Rejected;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** What the verifier makes of a chain that is served to somebody who wants {@link #NAME} at {@link #NOW}. */
final class Judged {

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00.5Z");
    static final String NAME = "a.ns.svc";

    private Judged() {}

    static Verification verify(ServingCertificate served, TrustBundle bundle) {
        return verify(served.chain(), bundle);
    }

    static Verification verify(List<X509Certificate> chain, TrustBundle bundle) {
        return ChainVerifier.verify(chain, bundle, NAME, NOW);
    }

    static Reason reason(Verification verification) {
        return ((Rejected) verification).reason();
    }

    static String text(Verification verification) {
        return ((Rejected) verification).text();
    }
}
