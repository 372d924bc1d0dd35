package io.webhookisolation.x509;

import static io.webhookisolation.x509.Judged.verify;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.x509.Verification.Reason;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JDK forgives and Go does not, one by one; GoDifferentialTest asks Go itself. */
class ChainOdditiesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown critical extension",
                "extension that only the JDK knows",
                "key period that must be understood",
                "critical key identifier",
                "critical authority key",
                "critical authority access",
                "broken key usage",
                "padded key usage",
                "broken authority access",
                "broken revocation lists",
                "broken page of a revocation list",
                "broken policies",
                "broken purposes",
                "mapping of nothing",
                "broken explicit policy",
                "explicit policy",
                "path length with zeros",
                "true written as one",
                "constraint for people",
                "empty constraint",
                "empty permission",
                "mask with holes",
                "address of five octets",
                "name beyond ASCII",
                "critical names of people",
                "broken page",
                "page with user and broken host",
                "star at the start of a name",
                "short address as a long one",
                "urn",
                "negative serial",
                "serial with zeros",
                "30 February",
                "time with a fraction",
                "issuer in UTF-8",
                "issuer in capitals",
                "subject with an underscore",
                "point with a tail",
                "point beyond the curve",
                "numbers of the signature with zeros",
                "critical written as one",
                "digest without its parameter",
                "SHA-1 and RSA",
                "SHA-1 and ECDSA",
                "RSASSA-PSS with a short salt",
                "Ed448 key",
                "key for RSASSA-PSS only",
                "RSA key of 8193 bits"
            })
    void aLeafWithThisIsRefused(String oddity) {
        assertThat(verified(oddity)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown extension",
                "unknown extension that is no DER",
                "another key identifier",
                "empty authority key",
                "key usage without a bit",
                "policy",
                "page",
                "mail",
                "mail that nobody asks about",
                "person",
                "address",
                "address in a range",
                "name of an address",
                "no purpose",
                "time in full",
                "subject in UTF-8",
                "critical written as false",
                "unique identifiers",
                "RSASSA-PSS",
                "SHA-512 and ECDSA",
                "key on P-521",
                "Ed25519 key"
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
        var oddity = Oddity.named(what);
        var root = CertificateAuthority.create("root", oddity.issuer());
        var served = root.leaf("leaf", draft -> oddity.one().apply(draft.names(Judged.NAME)));
        return verify(served, root.bundle()).verified();
    }

    private static boolean signedByRsa(int bits) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        var root = CertificateAuthority.create("root", draft -> draft.key(generator.generateKeyPair()));
        return verify(root.leaf(Judged.NAME), root.bundle()).verified();
    }
}
