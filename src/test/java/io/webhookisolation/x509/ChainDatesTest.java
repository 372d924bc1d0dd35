package io.webhookisolation.x509;

import static io.webhookisolation.x509.Judged.NAME;
import static io.webhookisolation.x509.Judged.reason;
import static io.webhookisolation.x509.Judged.text;
import static io.webhookisolation.x509.Judged.verify;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.x509.Verification.Reason;
import io.webhookisolation.x509.Verification.Rejected;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When leaf and root are valid. */
class ChainDatesTest {

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LAST_YEAR = Instant.parse("2025-06-01T00:00:00Z");
    private static final Instant NEXT_YEAR = Instant.parse("2027-06-01T00:00:00Z");
    private static final Instant FAR = Instant.parse("2045-01-01T00:00:00Z");

    private final CertificateAuthority root = CertificateAuthority.create("root");

    @Test
    void anExpiredLeafIsRefusedBeforeItsNameIsLookedAt() {
        var served = root.leaf("b", draft -> draft.names("b.ns.svc").valid(LONG_AGO, LAST_YEAR));

        var verification = verify(served, root.bundle());

        assertThat(verification)
                .isEqualTo(new Rejected(
                        Reason.EXPIRED,
                        "x509: certificate has expired or is not yet valid: "
                                + "current time 2026-06-01T12:00:00Z is after 2025-06-01T00:00:00Z"));
    }

    @Test
    void aLeafOfTheFutureIsRefused() {
        var served = root.leaf("a", draft -> draft.names(NAME).valid(NEXT_YEAR, FAR));

        var verification = verify(served, root.bundle());

        assertThat(verification)
                .isEqualTo(new Rejected(
                        Reason.EXPIRED,
                        "x509: certificate has expired or is not yet valid: "
                                + "current time 2026-06-01T12:00:00Z is before 2027-06-01T00:00:00Z"));
    }

    @Test
    void datesIncludeTheirEnds() {
        var exact = Instant.parse("2026-06-01T12:00:00Z");
        var served = root.leaf("a", draft -> draft.names(NAME).valid(exact, exact));

        assertThat(ChainVerifier.verify(served.chain(), root.bundle(), NAME, exact)
                        .verified())
                .isTrue();
    }

    /** The JDK does not look at the dates of a trust anchor. */
    @Test
    void anExpiredRootIsRefusedInTheWordsOfAnExpiredLeaf() {
        var old = CertificateAuthority.create("old", draft -> draft.valid(LONG_AGO, LAST_YEAR));

        var verification = verify(old.leaf(NAME), old.bundle());

        assertThat(reason(verification)).isEqualTo(Reason.EXPIRED);
        assertThat(text(verification)).endsWith("is after 2025-06-01T00:00:00Z");
    }

    @Test
    void anExpiredRootBesideALiveOneDoesNoHarm() {
        var old = CertificateAuthority.create("old", draft -> draft.valid(LONG_AGO, LAST_YEAR));

        var bundle = Pem.bundle(old.certificate(), root.certificate());

        assertThat(verify(root.leaf(NAME), bundle).verified()).isTrue();
        assertThat(reason(verify(old.leaf(NAME), bundle))).isEqualTo(Reason.EXPIRED);
    }
}
