package io.webhookisolation.certify;

import static io.webhookisolation.certify.Made.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.model.TrustBundle;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FirstSeenTest {

    private static final X509Certificate OLD =
            CertificateAuthority.create("old").certificate();
    private static final X509Certificate NEW =
            CertificateAuthority.create("new").certificate();
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final Instant LAST = NOW.plusSeconds(120);

    private final FirstSeen firstSeen = new FirstSeen();

    @Test
    void aCertificateThatLeftAndCameBackCountsAnew() {
        trusted("site", Pem.bundle(OLD, NEW), NOW);
        trusted("site", Pem.bundle(OLD), LATER);

        var trusted = trusted("site", Pem.bundle(OLD, NEW), LAST);

        assertThat(trusted).containsOnly(Map.entry(OLD, NOW), Map.entry(NEW, LAST));
    }

    @Test
    void aCertificateCountsSinceItWasSeenFirst() {
        trusted("site", Pem.bundle(OLD), NOW);
        trusted("site", Pem.bundle(NEW, OLD), LATER);

        var trusted = trusted("site", Pem.bundle(NEW, OLD), LAST);

        assertThat(trusted).containsOnly(Map.entry(OLD, NOW), Map.entry(NEW, LATER));
    }

    @Test
    void callSitesDoNotCountForEachOther() {
        trusted("site", Pem.bundle(OLD), NOW);

        assertThat(trusted("other", Pem.bundle(OLD), LATER)).containsOnly(Map.entry(OLD, LATER));
    }

    @Test
    void aCallSiteOfWhichNobodyCanTellWhomItCallsIsNoCaller() {
        var site = Made.callSite("site", draft -> draft.url("https://[::1]/validate"));

        assertThat(firstSeen.caller(site, NOW)).isEmpty();
    }

    @Test
    void anotherVersionOfASecretCountsAnew() {
        firstSeen.storedSince(secret("uid", "1"), NOW);

        assertThat(firstSeen.storedSince(secret("uid", "1"), LATER)).isEqualTo(NOW);
        assertThat(firstSeen.storedSince(secret("uid", "2"), LATER)).isEqualTo(LATER);
        assertThat(firstSeen.storedSince(secret("uid", "1"), LAST)).isEqualTo(LAST);
    }

    @Test
    void aSecretThatWasMadeAnewCountsAnew() {
        firstSeen.storedSince(secret("uid", "1"), NOW);

        assertThat(firstSeen.storedSince(secret("another", "1"), LATER)).isEqualTo(LATER);
    }

    private Map<X509Certificate, Instant> trusted(String name, TrustBundle bundle, Instant now) {
        return firstSeen
                .caller(Made.callSite(name, site -> site.bundle(bundle)), now)
                .orElseThrow()
                .trusted();
    }

    private static SeenSecret secret(String uid, String version) {
        var seen = Made.serving("kubernetes.io/tls", SecretContent.EMPTY);
        return new SeenSecret(
                seen.key(),
                uid,
                version,
                seen.type(),
                false,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                new TreeSet<>(),
                seen.data());
    }
}
