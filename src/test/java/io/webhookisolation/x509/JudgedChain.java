package io.webhookisolation.x509;

import io.webhookisolation.fixture.certificate.GoVerifier;
import io.webhookisolation.model.TrustBundle;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A chain and a bundle for two verifiers.
 *
 * @param oddities what is odd about it; nothing if both must say the same, in the same words
 */
record JudgedChain(
        String family,
        List<String> oddities,
        List<X509Certificate> chain,
        TrustBundle bundle,
        String name,
        Instant now) {

    JudgedChain {
        oddities = List.copyOf(oddities);
        chain = List.copyOf(chain);
    }

    Verification verify() {
        return ChainVerifier.verify(chain, bundle, name, now);
    }

    GoVerifier.Question question() {
        return GoVerifier.chain(chain, bundle, name, now);
    }

    /** Enough to build the case by hand. */
    String told() {
        return family + " " + oddities + " of \"" + name + "\" at " + now + ": " + chain + "\n"
                + new String(bundle.bytes(), StandardCharsets.ISO_8859_1);
    }
}
