package io.webhookisolation.x509;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.model.TrustBundle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParsedBundleTest {

    private final CertificateAuthority one = CertificateAuthority.create("one");
    private final CertificateAuthority two = CertificateAuthority.create("two");
    private final String onePem = Pem.of(one.certificate());
    private final String twoPem = Pem.of(two.certificate());

    @Test
    void badBlocksAmongGoodOnesAreListedWithTheirLine() {
        var notBase64 = "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n";
        var notACertificate = Pem.block("CERTIFICATE", "nonsense".getBytes(StandardCharsets.US_ASCII));

        var parsed = parse(notBase64 + onePem + notACertificate + "-----BEGIN CERTIFICATE-----\nAAAA\n");

        var last = 1 + 3 + onePem.lines().count() + 3;
        assertThat(parsed.certificates()).containsExactly(one.certificate());
        assertThat(parsed.badBlocks())
                .containsExactly(
                        "the certificate block at line 1 is not base64",
                        "the certificate block at line " + (4 + onePem.lines().count())
                                + " is not an X.509 certificate",
                        "the certificate block at line " + last + " has no END line");
    }

    @Test
    void certificatesKeepTheirOrderAndStandThereOnce() {
        assertThat(parse(twoPem + onePem + twoPem))
                .isEqualTo(new ParsedBundle(
                        List.of(two.certificate(), one.certificate()),
                        List.of(),
                        List.of("the certificate block at line "
                                + ((twoPem + onePem).lines().count() + 1) + " repeats an earlier one")));
    }

    @Test
    void noiseAndOtherBlocksAreSkipped() {
        var key = Pem.block("PRIVATE KEY", new byte[] {1, 2, 3});

        var parsed = parse("# the authority: é\n" + key + "x-----BEGIN CERTIFICATE-----\n" + onePem + "\n\n" + twoPem);

        assertThat(parsed.certificates()).containsExactly(one.certificate(), two.certificate());
        assertThat(parsed.badBlocks()).isEmpty();
    }

    @Test
    void windowsLineEndsAndIndentationOfTheBodyAreFine() {
        var windows = onePem.replace("\n", " \t\r\n");

        assertThat(parse(windows).certificates()).containsExactly(one.certificate());
    }

    @Test
    void aBlockThatNeverEndsDoesNotSwallowTheNext() {
        var parsed = parse("-----BEGIN CERTIFICATE-----\nAAAA\n" + onePem);

        assertThat(parsed.certificates()).containsExactly(one.certificate());
        assertThat(parsed.badBlocks()).containsExactly("the certificate block at line 1 has no END line");
    }

    @Test
    void anEndOfAnotherTypeSpoilsNothingButItsBlock() {
        var parsed = parse(onePem.replace("END CERTIFICATE", "END PRIVATE KEY") + twoPem);

        assertThat(parsed.certificates()).containsExactly(two.certificate());
        assertThat(parsed.badBlocks()).containsExactly("the certificate block at line 1 has no END line");
    }

    @Test
    void linesEndWithALineFeedBecauseGoKnowsNoOther() {
        assertThat(parse(onePem.replace('\n', '\r')).certificates()).isEmpty();
    }

    @Test
    void headersThatNeverEndEndTheSearchBecauseGoGivesUp() {
        var parsed = parse("-----BEGIN NOTE-----\na: b\n-----END c: d\n" + "e: f\n".repeat(3));

        assertThat(parsed).isEqualTo(new ParsedBundle(List.of(), List.of(), List.of()));
    }

    @Test
    void aBlockWithHeadersIsBad() {
        var parsed = parse(onePem.replaceFirst("\n", "\nProc-Type: 4\n\n"));

        assertThat(parsed.certificates()).isEmpty();
        assertThat(parsed.badBlocks())
                .containsExactly(
                        "the certificate block at line 1 has headers, " + "and Go reads no certificate with headers");
    }

    @Test
    void aCertificateWithANegativeSerialNumberIsBadBecauseGoRefusesIt() {
        var negative = CertificateAuthority.create("negative", draft -> draft.serial(-1));

        assertThat(ParsedBundle.parse(negative.bundle()).certificates()).isEmpty();
    }

    @Test
    void missingPaddingAndTrailingBytesAreBadBecauseGoRefusesThem() throws Exception {
        var der = one.certificate().getEncoded();
        var longer = Arrays.copyOf(der, der.length + 1);
        var unpadded = Pem.block("CERTIFICATE", Arrays.copyOf(der, der.length + 3 - der.length % 3 + 1))
                .replace("=", "");

        assertThat(parse(Pem.block("CERTIFICATE", longer)).badBlocks())
                .containsExactly(
                        "the certificate block at line 1 has something behind its certificate, or is not written in DER");
        assertThat(parse(unpadded).badBlocks()).containsExactly("the certificate block at line 1 is not base64");
    }

    @Test
    void aCertificateInBerIsBadThoughTheJdkReadsIt() throws Exception {
        var der = one.certificate().getEncoded();
        var ber = new byte[der.length];
        ber[0] = der[0];
        ber[1] = (byte) 0x80;
        System.arraycopy(der, 4, ber, 2, der.length - 4);

        assertThat(parse(Pem.block("CERTIFICATE", ber)).badBlocks())
                .containsExactly("the certificate block at line 1 has something behind its certificate,"
                        + " or is not written in DER");
    }

    @Test
    void anEmptyBundleHasNothing() {
        assertThat(ParsedBundle.parse(TrustBundle.EMPTY)).isEqualTo(new ParsedBundle(List.of(), List.of(), List.of()));
    }

    private static ParsedBundle parse(String pem) {
        return ParsedBundle.parse(Pem.bundle(pem));
    }
}
