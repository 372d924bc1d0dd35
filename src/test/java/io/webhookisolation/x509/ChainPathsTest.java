package io.webhookisolation.x509;

import static io.webhookisolation.x509.Judged.NAME;
import static io.webhookisolation.x509.Judged.NOW;
import static io.webhookisolation.x509.Judged.reason;
import static io.webhookisolation.x509.Judged.text;
import static io.webhookisolation.x509.Judged.verify;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.x509.Verification.Reason;
import io.webhookisolation.x509.Verification.Rejected;
import io.webhookisolation.x509.Verification.Verified;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over which authorities a leaf leads to the bundle. */
class ChainPathsTest {

    private final CertificateAuthority root = CertificateAuthority.create("root");

    @Test
    void aChainThroughAnIntermediateIsVerifiedOnlyIfItIsServed() {
        var served = root.intermediate("middle", draft -> draft).leaf(NAME);

        assertThat(verify(served, root.bundle()).verified()).isTrue();
        assertThat(verify(List.of(served.leaf()), root.bundle()))
                .isEqualTo(new Rejected(Reason.UNKNOWN_AUTHORITY, "x509: certificate signed by unknown authority"));
    }

    @Test
    void anIntermediateThatIsNoAuthorityIsRefused() {
        var served =
                root.intermediate("middle", draft -> draft.authority(false)).leaf(NAME);

        var verification = verify(served, root.bundle());

        assertThat(reason(verification)).isEqualTo(Reason.UNKNOWN_AUTHORITY);
        assertThat(text(verification)).contains("parent certificate cannot sign this kind of certificate");
    }

    @Test
    void moreAuthoritiesThanThePathLengthAllowsAreRefused() {
        var shallow = CertificateAuthority.create("shallow", draft -> draft.pathLength(0));

        assertThat(verify(shallow.leaf(NAME), shallow.bundle()).verified()).isTrue();
        assertThat(verify(shallow.intermediate("middle", draft -> draft).leaf(NAME), shallow.bundle()))
                .isEqualTo(
                        new Rejected(Reason.NOT_AUTHORIZED, "x509: too many intermediates for path length constraint"));
    }

    @Test
    void aCrossCertificateBridgesTheOldBundleToTheNewLeaf() {
        var next = CertificateAuthority.create("next");

        var bridged = next.leaf(NAME).with(root.crossSign(next));

        assertThat(verify(bridged, root.bundle()).verified()).isTrue();
        assertThat(verify(bridged, next.bundle()).verified()).isTrue();
        assertThat(verify(next.leaf(NAME), root.bundle()).verified()).isFalse();
    }

    @Test
    void authoritiesThatSignEachOtherEndTheSearch() {
        var one = CertificateAuthority.create("one");
        var two = CertificateAuthority.create("two");

        var served = one.leaf(NAME).with(two.crossSign(one), one.crossSign(two));

        assertThat(reason(verify(served, root.bundle()))).isEqualTo(Reason.UNKNOWN_AUTHORITY);
        assertThat(verify(served, two.bundle()).verified()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofSeveralPathsTheOneThatLastsLongestIsShown(boolean briefFirst) {
        var brief =
                CertificateAuthority.create("brief", draft -> draft.valid(NOW.minusSeconds(60), NOW.plusSeconds(60)));
        var middle = root.intermediate("middle", draft -> draft);
        var served = middle.leaf(NAME).with(brief.crossSign(middle));
        var bundle = briefFirst
                ? Pem.bundle(brief.certificate(), root.certificate())
                : Pem.bundle(root.certificate(), brief.certificate());

        assertThat(verify(served, bundle))
                .isEqualTo(new Verified(List.of(served.leaf(), middle.certificate(), root.certificate())));
    }

    @Test
    void aForbiddenPathDoesNoHarmBesideAnAllowedOne() {
        var constrained = CertificateAuthority.create("constrained", draft -> draft.permit("elsewhere"));
        var middle = root.intermediate("middle", draft -> draft);
        var served = middle.leaf(NAME).with(constrained.crossSign(middle));

        assertThat(verify(served, Pem.bundle(constrained.certificate(), root.certificate()))
                        .verified())
                .isTrue();
        assertThat(reason(verify(served, constrained.bundle()))).isEqualTo(Reason.NOT_AUTHORIZED);
    }

    /** Go gives up after a hundred attempts, and finds nothing if the right one would come later. */
    @Test
    void namesakesBeforeTheRightOneAreTriedAHundredTimes() {
        var namesakes =
                Stream.generate(() -> unnamedKey().certificate()).limit(100).toList();
        var right = unnamedKey();
        var served =
                right.leaf("leaf", draft -> draft.names(NAME).extension("2.5.29.35", false, (byte) 0x30, (byte) 0));
        var early = Stream.concat(namesakes.stream().skip(1), Stream.of(right.certificate()));
        var late = Stream.concat(namesakes.stream(), Stream.of(right.certificate()));

        assertThat(verify(served, Pem.bundle(early.toArray(X509Certificate[]::new)))
                        .verified())
                .isTrue();
        assertThat(text(verify(served, Pem.bundle(late.toArray(X509Certificate[]::new)))))
                .contains("signature check attempts limit reached");
    }

    private static CertificateAuthority unnamedKey() {
        return CertificateAuthority.create("root", draft -> draft.extension("2.5.29.14", false, (byte) 0x04, (byte) 0));
    }
}
