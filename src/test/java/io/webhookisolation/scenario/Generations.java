package io.webhookisolation.scenario;

import io.webhookisolation.model.KeyKind;
import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.pki.Authority;
import io.webhookisolation.pki.AuthorityRequest;
import io.webhookisolation.pki.CannotIssueException;
import io.webhookisolation.pki.GenerationName;
import io.webhookisolation.pki.Issuer;
import io.webhookisolation.pki.Leaf;
import io.webhookisolation.pki.LeafRequest;
import io.webhookisolation.pki.ServingSecret;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The generations of one webhook with their keys, as somebody holds them who rotates by hand; each is made when it is asked for. */
final class Generations {

    private static final String SERIES = "0123456789ab";
    private static final Duration BACKDATE = Duration.ofHours(1);
    private static final Duration CA_LIFETIME = Duration.ofDays(365);
    private static final Duration LEAF_LIFETIME = Duration.ofDays(30);

    private final Issuer issuer = new Issuer(new SecureRandom());
    private final Map<Integer, Authority> authorities = new TreeMap<>();
    private final String serverName;

    Generations(String serverName) {
        this.serverName = serverName;
    }

    X509Certificate certificate(int number) throws CannotIssueException {
        return authority(number).certificate();
    }

    /** A new leaf of this generation, with the cross certificate by which a bundle knows it that has only the one before. */
    ServingSecret crossed(int number) throws CannotIssueException {
        var leaf = leaf(number);
        var previous = authorities.get(number - 1);
        return previous == null
                ? secret(leaf, List.of(leaf.certificate()))
                : secret(leaf, List.of(leaf.certificate(), issuer.cross(certificate(number), previous)));
    }

    /** A new leaf of this generation and nothing else. */
    ServingSecret bare(int number) throws CannotIssueException {
        var leaf = leaf(number);
        return secret(leaf, List.of(leaf.certificate()));
    }

    private static ServingSecret secret(Leaf leaf, List<X509Certificate> chain) {
        return new ServingSecret(chain, leaf.key(), TrustBundle.EMPTY);
    }

    private Leaf leaf(int number) throws CannotIssueException {
        var names = new TreeSet<>(List.of(serverName));
        return issuer.leaf(
                new LeafRequest(
                        names,
                        KeyKind.ECDSA_256,
                        Instant.now().minus(BACKDATE),
                        Instant.now().plus(LEAF_LIFETIME)),
                authority(number));
    }

    private Authority authority(int number) throws CannotIssueException {
        var known = authorities.get(number);
        if (known != null) {
            return known;
        }
        var request = new AuthorityRequest(
                new GenerationName(SERIES, number),
                new TreeSet<>(List.of(serverName)),
                KeyKind.ECDSA_256,
                Instant.now().minus(BACKDATE),
                Instant.now().plus(CA_LIFETIME));
        var made = issuer.authority(request);
        authorities.put(number, made);
        return made;
    }
}
