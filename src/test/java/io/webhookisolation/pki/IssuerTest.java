package io.webhookisolation.pki;

import static io.webhookisolation.pki.Issued.FIRST;
import static io.webhookisolation.pki.Issued.ISSUER;
import static io.webhookisolation.pki.Issued.MONTH;
import static io.webhookisolation.pki.Issued.NAME;
import static io.webhookisolation.pki.Issued.NOW;
import static io.webhookisolation.pki.Issued.YEAR;
import static io.webhookisolation.pki.Issued.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookisolation.model.KeyKind;
import io.webhookisolation.x509.ChainVerifier;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is in the certificates; whether others accept them is another matter. */
class IssuerTest {

    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_ENCIPHERMENT = 2;
    private static final int KEY_CERT_SIGN = 5;
    private static final int CRL_SIGN = 6;
    private static final Duration DAY = Duration.ofDays(1);

    private final Authority first = Issued.authority(FIRST, NOW);
    private final Authority second = Issued.authority(FIRST.next(), NOW);

    IssuerTest() throws CannotIssueException {}

    @Test
    void aGenerationIsASelfSignedAuthorityForOneMoreBelow() throws Exception {
        var certificate = first.certificate();

        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getSubjectX500Principal()).isEqualTo(certificate.getIssuerX500Principal());
        assertThat(certificate.getBasicConstraints()).isEqualTo(1);
        assertThat(usages(certificate)).containsExactly(KEY_CERT_SIGN, CRL_SIGN);
        assertThat(certificate.getCriticalExtensionOIDs())
                .containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15", "2.5.29.30");
        assertThat(certificate.getNotBefore()).isEqualTo(NOW.minus(Duration.ofHours(1)));
        assertThat(certificate.getNotAfter()).isEqualTo(NOW.plus(YEAR));
    }

    @Test
    void serialNumbersArePositiveAndNeverTheSame() {
        var one = first.certificate().getSerialNumber();

        assertThat(one).isPositive().isNotEqualTo(second.certificate().getSerialNumber());
        assertThat(one.bitLength()).isBetween(64, 128);
    }

    @Test
    void anAuthorityForAllNamesIsNotMade() {
        assertThatThrownBy(() -> new AuthorityRequest(FIRST, names(), KeyKind.ECDSA_256, NOW, NOW.plus(YEAR)))
                .hasMessage("an authority without a subtree could sign for any name");
    }

    @Test
    void aLeafOutsideItsSubtreeIsNotMade() {
        assertThatThrownBy(() -> Issued.leaf(first, NAME, "a.other.svc"))
                .isInstanceOf(CannotIssueException.class)
                .hasMessageContaining("DNS name \"a.other.svc\" is not permitted");
    }

    @Test
    void aLeafWithoutNamesIsNotMade() {
        assertThatThrownBy(() -> Issued.request(names(), KeyKind.ECDSA_256, NOW))
                .hasMessage("a leaf without names is accepted by nobody");
    }

    @ParameterizedTest
    @EnumSource(names = {"ECDSA_256", "RSA_3072"})
    void aLeafIsForServersAndItsNames(KeyKind algorithm) throws Exception {
        var leaf = ISSUER.leaf(Issued.request(names(NAME, "*.ns.svc"), algorithm, NOW), first);

        var certificate = leaf.certificate();
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .containsExactly("*.ns.svc", NAME);
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.key().belongsTo(certificate)).isTrue();
        assertThat(usages(certificate))
                .isEqualTo(
                        algorithm == KeyKind.RSA_3072
                                ? List.of(DIGITAL_SIGNATURE, KEY_ENCIPHERMENT)
                                : List.of(DIGITAL_SIGNATURE));
        assertThat(keyIdentifier(certificate, "2.5.29.35")).contains(keyIdentifier(first.certificate(), "2.5.29.14"));
    }

    @Test
    void aLeafLivesAsLongAsItIsAskedFor() throws Exception {
        var leaf = Issued.leaf(first, NAME).certificate();

        assertThat(leaf.getNotBefore()).isEqualTo(NOW.minus(Duration.ofHours(1)));
        assertThat(leaf.getNotAfter()).isEqualTo(NOW.plus(MONTH));
    }

    @Test
    void aLeafNeverOutlivesItsIssuer() throws Exception {
        var leaf = ISSUER.leaf(request(NOW.plus(YEAR).minus(DAY)), first).certificate();

        assertThat(leaf.getNotAfter()).isEqualTo(NOW.plus(YEAR));
    }

    @Test
    void anIssuerThatHasEndedIssuesNoLeaf() {
        assertThatThrownBy(() -> ISSUER.leaf(request(NOW.plus(YEAR).plus(DAY)), first))
                .isInstanceOf(CannotIssueException.class)
                .hasMessage("nothing is left of the time in which CN=webhook-ca 0123456789ab g1 may issue:"
                        + " from 2027-06-02T11:00:00Z to 2027-06-01T12:00:00Z");
    }

    @Test
    void aCrossCertificateLeadsFromTheNextLeafToThePreviousBundle() throws Exception {
        var cross = ISSUER.cross(second.certificate(), first);
        var leaf = Issued.leaf(second, NAME).certificate();

        assertThat(verified(List.of(leaf, cross), first)).isTrue();
        assertThat(verified(List.of(leaf, cross), second)).isTrue();
        assertThat(verified(List.of(leaf), first)).isFalse();
    }

    @Test
    void aCrossCertificateIsTheNextGenerationInAllButItsIssuer() throws Exception {
        var next = second.certificate();

        var cross = ISSUER.cross(next, first);

        assertThat(cross.getSubjectX500Principal().getEncoded())
                .isEqualTo(next.getSubjectX500Principal().getEncoded());
        assertThat(cross.getPublicKey()).isEqualTo(next.getPublicKey());
        assertThat(cross.getExtensionValue("2.5.29.14")).isEqualTo(next.getExtensionValue("2.5.29.14"));
        assertThat(cross.getExtensionValue("2.5.29.30")).isEqualTo(next.getExtensionValue("2.5.29.30"));
        assertThat(cross.getIssuerX500Principal()).isEqualTo(first.certificate().getSubjectX500Principal());
        assertThat(cross.getBasicConstraints()).isZero();
    }

    @Test
    void aCrossCertificateIsValidWhileBothGenerationsAre() throws Exception {
        var half = NOW.plus(Duration.ofDays(182));
        var next = Issued.authority(FIRST.next(), half);

        var cross = ISSUER.cross(next.certificate(), first);

        assertThat(cross.getNotBefore()).isEqualTo(half.minus(Duration.ofHours(1)));
        assertThat(cross.getNotAfter()).isEqualTo(NOW.plus(YEAR));
    }

    @Test
    void generationsThatDoNotMeetAreNotCrossed() throws Exception {
        var next = Issued.authority(FIRST.next(), NOW.plus(YEAR).plus(DAY)).certificate();

        assertThatThrownBy(() -> ISSUER.cross(next, first)).isInstanceOf(CannotIssueException.class);
    }

    @Test
    void anAuthorityWithTheKeyOfAnotherIsRefused() {
        assertThatThrownBy(() -> new Authority(first.certificate(), second.key()))
                .hasMessage("the key does not belong to CN=webhook-ca 0123456789ab g1");
    }

    private static LeafRequest request(Instant now) {
        return Issued.request(names(NAME), KeyKind.ECDSA_256, now);
    }

    private static boolean verified(List<X509Certificate> chain, Authority trusted) {
        return ChainVerifier.verify(chain, Pem.bundle(List.of(trusted.certificate())), NAME, NOW)
                .verified();
    }

    private static List<Integer> usages(X509Certificate certificate) {
        var usage = certificate.getKeyUsage();
        return IntStream.range(0, usage.length)
                .filter(bit -> usage[bit])
                .boxed()
                .toList();
    }

    /** The last twenty octets: both extensions end with the identifier. */
    private static String keyIdentifier(X509Certificate certificate, String extension) {
        var hex = HexFormat.of().formatHex(certificate.getExtensionValue(extension));
        return hex.substring(hex.length() - 40);
    }
}
