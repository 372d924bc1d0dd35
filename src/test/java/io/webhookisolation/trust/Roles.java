package io.webhookisolation.trust;

import static io.webhookisolation.trust.Cast.START;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.trust.OwnerPod.Sighting;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Callers and Pods for one question to a rule, played by the cast. */
final class Roles {

    static final Instant LONG_AGO = START.minus(Duration.ofDays(1));
    static final List<X509Certificate> CHAIN = Cast.CHAINS.get(2).certificates();
    static final List<X509Certificate> FOREIGN_CHAIN = Cast.CHAINS.get(1).certificates();
    static final List<X509Certificate> OTHER_NAME =
            CertificateAuthority.create("other").leaf("other.ns.svc").chain();
    static final X509Certificate OLD = Cast.CERTIFICATES.get(Cast.OLD);
    static final X509Certificate FOREIGN = Cast.CERTIFICATES.get(Cast.FOREIGN);
    static final X509Certificate FIRST = Cast.CERTIFICATES.get(Cast.FIRST);
    static final X509Certificate SECOND = Cast.CERTIFICATES.get(Cast.SECOND);

    private Roles() {}

    static List<Obstacle> obstacles(List<TrustRefusal> refusals) {
        return refusals.stream().map(TrustRefusal::obstacle).collect(Collectors.toList());
    }

    static Caller caller(Map<X509Certificate, Instant> trusted) {
        return new Caller(Stage.VERIFYING, Cast.A, trusted);
    }

    static OwnerPod pod(Instant started, int... secondsAgo) {
        return new OwnerPod(
                "pod-0",
                Optional.of(started),
                IntStream.of(secondsAgo)
                        .mapToObj(seconds -> new Sighting(START.minusSeconds(seconds), CHAIN))
                        .toList());
    }

    static List<Sighting> looks(List<X509Certificate> chain) {
        return IntStream.of(60, 0)
                .mapToObj(seconds -> new Sighting(START.minusSeconds(seconds), chain))
                .toList();
    }

    static Serving serving(List<X509Certificate> stored, Caller caller, OwnerPod... pods) {
        return new Serving(stored, LONG_AGO, List.of(caller), List.of(pods), false, Cast.OURS, List.of());
    }
}
