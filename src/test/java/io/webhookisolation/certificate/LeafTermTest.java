package io.webhookisolation.certificate;

import static io.webhookisolation.certificate.Timing.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeafTermTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Generation ISSUER = Generation.madeAt(NOW, 1, DEFAULT);

    @Test
    void aLeafNeverOutlivesItsIssuer() {
        var late = ISSUER.notAfter().minus(Duration.ofDays(10));

        var term = LeafTerm.issuedAt(late, ISSUER, DEFAULT);

        assertThat(term.notAfter()).isEqualTo(ISSUER.notAfter().minus(Duration.ofDays(1)));
    }

    @Test
    void aLeafIsBackdatedAndHasWholeSecondsAsCertificatesHave() {
        var term = LeafTerm.issuedAt(NOW.plusMillis(700), ISSUER, DEFAULT);

        assertThat(term)
                .isEqualTo(new LeafTerm(Instant.parse("2026-06-01T11:00:00Z"), Instant.parse("2026-07-01T11:00:00Z")));
    }

    @Test
    void aLeafIsRenewedAtItsShareOfItsLifeAndNotBefore() {
        var term = LeafTerm.issuedAt(NOW, ISSUER, DEFAULT);
        var renewal = Instant.parse("2026-06-21T13:24:00Z");

        assertThat(term.renewal(DEFAULT)).isEqualTo(renewal);
        assertThat(term.isDue(renewal.minusSeconds(1), ISSUER, DEFAULT)).isFalse();
        assertThat(term.isDue(renewal, ISSUER, DEFAULT)).isTrue();
    }

    @Test
    void aLeafThatItsIssuerCutShortIsNotRenewedForLess() {
        var term = LeafTerm.issuedAt(ISSUER.notAfter().minus(Duration.ofDays(12)), ISSUER, DEFAULT);
        var late = ISSUER.notAfter().minus(Duration.ofDays(4));

        assertThat(late).isAfter(term.renewal(DEFAULT));
        assertThat(ISSUER.canIssue(late, DEFAULT)).isTrue();
        assertThat(term.isDue(late, ISSUER, DEFAULT)).isFalse();
    }

    @Test
    void anIssuerNearItsEndRenewsNothing() {
        var term = new LeafTerm(ISSUER.notBefore(), ISSUER.notBefore().plus(Duration.ofDays(30)));
        var last = ISSUER.notAfter().minus(Duration.ofDays(4));

        assertThat(term.isDue(last, ISSUER, DEFAULT)).isTrue();
        assertThat(term.isDue(last.plusSeconds(1), ISSUER, DEFAULT)).isFalse();
    }

    @Test
    void anIssuerIssuesFromItsFirstMoment() {
        assertThat(ISSUER.canIssue(ISSUER.notBefore(), DEFAULT)).isTrue();
        assertThat(ISSUER.canIssue(ISSUER.notBefore().minusSeconds(1), DEFAULT)).isFalse();
    }

    @Test
    void datesAndNumbersThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new LeafTerm(NOW, NOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Generation(1, NOW, NOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Generation(0, NOW, NOW.plusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
