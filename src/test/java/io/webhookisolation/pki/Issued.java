package io.webhookisolation.pki;

import io.webhookisolation.model.KeyKind;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/** Generations and leaves as the product's defaults ask for them, made at {@link #NOW}. */
final class Issued {

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    static final String NAME = "a.ns.svc";
    static final GenerationName FIRST = new GenerationName("0123456789ab", 1);
    static final Duration HOUR = Duration.ofHours(1);
    static final Duration YEAR = Duration.ofDays(365);
    static final Duration MONTH = Duration.ofDays(30);

    static final Issuer ISSUER = new Issuer(new SecureRandom());

    private Issued() {}

    static Authority authority(GenerationName name, Instant now) throws CannotIssueException {
        return ISSUER.authority(request(name, KeyKind.ECDSA_256, now));
    }

    static AuthorityRequest request(GenerationName name, KeyKind algorithm, Instant now) {
        return new AuthorityRequest(name, names("ns.svc"), algorithm, now.minus(HOUR), now.plus(YEAR));
    }

    static Leaf leaf(Authority issuer, String... names) throws CannotIssueException {
        return ISSUER.leaf(request(names(names), KeyKind.ECDSA_256, NOW), issuer);
    }

    static LeafRequest request(SortedSet<String> names, KeyKind algorithm, Instant now) {
        return new LeafRequest(names, algorithm, now.minus(HOUR), now.plus(MONTH));
    }

    static SortedSet<String> names(String... names) {
        return new TreeSet<>(Arrays.asList(names));
    }
}
