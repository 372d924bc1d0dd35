package io.webhookisolation.x509;

import static io.webhookisolation.x509.Judged.verify;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.x509.Verification.Reason;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JDK forgives and Go does not, one by one; GoDifferentialTest asks Go itself. */
class ChainOdditiesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown critical extension",
                "extension that only the jdk knows",
                "critical key identifier",
                "critical authority key",
                "critical authority access",
                "broken key usage",
                "padded key usage",
                "broken authority access",
                "broken revocation lists",
                "broken policies",
                "broken purposes",
                "name constraint for people",
                "empty name constraint",
                "mask with holes",
                "address of five bytes",
                "name beyond ascii",
                "critical names of people",
                "broken page",
                "negative serial"
            })
    void aLeafWithThisIsRefused(String oddity) {
        assertThat(verified(oddity)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown extension",
                "another key identifier",
                "empty authority key",
                "urn",
                "page",
                "mail",
                "person",
                "address",
                "name with empty label",
                "name of an address",
                "no purpose"
            })
    void aLeafWithThisIsFine(String oddity) {
        assertThat(verified(oddity)).isTrue();
    }

    @Test
    void namesThatDifferInCaseAreTwoNames() {
        var root = CertificateAuthority.create("root");
        var served = root.renamed("ROOT").leaf(Judged.NAME);

        assertThat(Judged.reason(verify(served, root.bundle()))).isEqualTo(Reason.UNKNOWN_AUTHORITY);
    }

    @Test
    void aShortRsaKeySignsNothing() throws GeneralSecurityException {
        assertThat(signedByRsa(512)).isFalse();
        assertThat(signedByRsa(1024)).isTrue();
    }

    @Test
    void aBrokenCertificateThatNobodyNeedsSpoilsTheChain() {
        var root = CertificateAuthority.create("root");
        var broken = CertificateAuthority.create("other", draft -> draft.serial(-1));

        assertThat(Judged.reason(verify(root.leaf(Judged.NAME).with(broken.certificate()), root.bundle())))
                .isEqualTo(Reason.UNREADABLE_CHAIN);
    }

    @Test
    void anAddressIsNoName() {
        var root = CertificateAuthority.create("root");
        var chain = root.leaf("10.0.0.1", Judged.NAME).chain();

        assertThat(ChainVerifier.verify(chain, root.bundle(), "10.0.0.1", Judged.NOW)
                        .verified())
                .isFalse();
    }

    @Test
    void linesThatEndInALoneCarriageReturnAreNoLines() {
        var root = CertificateAuthority.create("root");
        var bundle = Pem.bundle(Pem.of(root.certificate()).replace('\n', '\r'));

        assertThat(Judged.reason(verify(root.leaf(Judged.NAME), bundle))).isEqualTo(Reason.UNREADABLE_BUNDLE);
    }

    private static boolean verified(String what) {
        var oddity = Oddity.ALL.stream()
                .filter(candidate -> candidate.what().equals(what))
                .findFirst()
                .orElseThrow();
        var root = CertificateAuthority.create("root");
        var served = root.leaf("leaf", draft -> oddity.change().apply(draft.names(Judged.NAME)));
        return verify(served, root.bundle()).verified();
    }

    private static boolean signedByRsa(int bits) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        var root = CertificateAuthority.selfSigned(
                new X500Principal("CN=root"), generator.generateKeyPair(), draft -> draft);
        return verify(root.leaf(Judged.NAME), root.bundle()).verified();
    }
}
