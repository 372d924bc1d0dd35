package io.webhookisolation.trust;

import io.webhookisolation.x509.Verification;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Whether a call site may be given the trust of a policy's namespace, call site by call site.
 *
 * <p>A call site is cluster-scoped and a policy is not: without consent, whoever obtains a namespace that a dangling
 * webhook names would be handed its trust.
 */
public enum Consent {
    /** A ready owner's chain already verifies against its live bundle: it is theirs already. */
    SERVED,
    /** Its live bundle holds an authority whose key is kept for this very namespace: it was given before, and may have ended. */
    HELD,
    /** Whoever may write the call site named the policy in {@value #ANNOTATION}. */
    ANNOTATED;

    public static final String ANNOTATION = "webhook-isolation.io/inject-ca";

    /**
     * How it was given; empty if it was not.
     *
     * @param annotation value at the call site, {@code <namespace>/<policy>}; empty if there is none
     * @param policy {@code <namespace>/<policy>}
     * @param ready chains that ready, proved owners serve
     * @param kept our authorities for this Secret
     */
    public static Optional<Consent> of(
            Caller caller,
            String annotation,
            String policy,
            Collection<List<X509Certificate>> ready,
            Collection<X509Certificate> kept,
            ChainCheck check,
            Instant now) {
        if (annotation.equals(policy)) {
            return Optional.of(ANNOTATED);
        }
        // An annotation for somebody else is a no of the one who may say so.
        if (!annotation.isEmpty()) {
            return Optional.empty();
        }
        var isServed = caller.verifies()
                && ready.stream()
                        .map(chain -> check.verify(chain, caller.trusted().keySet(), caller.serverName(), now))
                        .anyMatch(Verification::verified);
        if (isServed) {
            return Optional.of(SERVED);
        }
        return Collections.disjoint(caller.trusted().keySet(), kept) ? Optional.empty() : Optional.of(HELD);
    }
}
