package io.webhookisolation.trust;

import io.webhookisolation.x509.ChainVerifier;
import io.webhookisolation.x509.Verification;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What the API server would say of a chain; a seam, so that a test may keep answers that it asks for again and again. */
@FunctionalInterface
public interface ChainCheck {

    ChainCheck AS_THE_API_SERVER = ChainVerifier::verify;

    /**
     * What it would say at that time.
     *
     * @param chain leaf first
     * @param bundle what the call site's bundle holds
     */
    Verification verify(List<X509Certificate> chain, Collection<X509Certificate> bundle, String serverName, Instant at);
}
