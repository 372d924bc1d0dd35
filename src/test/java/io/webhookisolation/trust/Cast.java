package io.webhookisolation.trust;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.ServingCertificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Few certificates for many worlds, made once; and what is true of each by how it was made, without any verifier. */
final class Cast {

    static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    static final String A = "a.ns.svc";
    static final String B = "b.ns.svc";

    /** Places in a bundle. */
    static final int OLD = 0;

    static final int FOREIGN = 1;
    static final int FIRST = 2;
    static final int SECOND = 3;
    static final int THIRD = 4;
    static final int ROOTS = 5;

    private static final Instant FAR = Instant.parse("2045-01-01T00:00:00Z");
    private static final Instant OLD_END = START.plus(Duration.ofMinutes(30));
    private static final Instant SHORT_END = START.plus(Duration.ofHours(25));

    private static final List<CertificateAuthority> AUTHORITIES = List.of(
            CertificateAuthority.create("old", draft -> draft.valid(START.minus(Duration.ofDays(300)), OLD_END)),
            CertificateAuthority.create("foreign"),
            CertificateAuthority.create("first"),
            CertificateAuthority.create("second"),
            CertificateAuthority.create("third"));

    static final List<X509Certificate> CERTIFICATES =
            AUTHORITIES.stream().map(CertificateAuthority::certificate).toList();

    /** Those whose keys we hold. */
    static final Set<X509Certificate> OURS = Set.copyOf(CERTIFICATES.subList(FIRST, ROOTS));

    /**
     * A chain that may be served.
     *
     * @param lastUnder for each certificate of a bundle that verifies it, until when
     */
    record Chain(String label, List<X509Certificate> certificates, Set<String> names, Map<Integer, Instant> lastUnder) {

        boolean isVerifiedBy(int bundle, String name, Instant at) {
            return names.contains(name)
                    && lastUnder.entrySet().stream()
                            .anyMatch(root -> holds(bundle, root.getKey()) && !at.isAfter(root.getValue()));
        }

        boolean isAlive(Instant at) {
            return lastUnder.values().stream().anyMatch(last -> !at.isAfter(last));
        }

        @Override
        public String toString() {
            return label;
        }
    }

    static final List<Chain> CHAINS = List.of(
            chain("old", leaf(OLD), Map.of(OLD, OLD_END)),
            chain("foreign", leaf(FOREIGN), Map.of(FOREIGN, FAR)),
            chain("first", leaf(FIRST), Map.of(FIRST, FAR)),
            chain("second", leaf(SECOND), Map.of(SECOND, FAR)),
            chain(
                    "second, crossed by first",
                    leaf(SECOND).with(AUTHORITIES.get(FIRST).crossSign(AUTHORITIES.get(SECOND))),
                    Map.of(SECOND, FAR, FIRST, FAR)),
            chain(
                    "third, crossed by second",
                    leaf(THIRD).with(AUTHORITIES.get(SECOND).crossSign(AUTHORITIES.get(THIRD))),
                    Map.of(THIRD, FAR, SECOND, FAR)),
            new Chain("first, for a alone", AUTHORITIES.get(FIRST).leaf(A).chain(), Set.of(A), Map.of(FIRST, FAR)),
            chain(
                    "first, until tomorrow",
                    AUTHORITIES
                            .get(FIRST)
                            .leaf("short", draft -> draft.names(A, B).valid(START, SHORT_END)),
                    Map.of(FIRST, SHORT_END)));

    private Cast() {}

    /** Moments from which on something of the cast is valid, or is no more, within any test. */
    static Stream<Instant> changes() {
        return Stream.of(START, OLD_END.plusNanos(1), SHORT_END.plusNanos(1));
    }

    static boolean holds(int bundle, int place) {
        return (bundle >> place & 1) == 1;
    }

    static int with(int... places) {
        return IntStream.of(places).map(place -> 1 << place).reduce(0, (left, right) -> left | right);
    }

    static List<X509Certificate> certificates(int bundle) {
        var held = new ArrayList<X509Certificate>();
        for (var place = 0; place < ROOTS; place++) {
            if (holds(bundle, place)) {
                held.add(CERTIFICATES.get(place));
            }
        }
        return held;
    }

    private static ServingCertificate leaf(int authority) {
        return AUTHORITIES.get(authority).leaf(A, B);
    }

    private static Chain chain(String label, ServingCertificate serving, Map<Integer, Instant> lastUnder) {
        return new Chain(label, serving.chain(), Set.of(A, B), lastUnder);
    }
}
