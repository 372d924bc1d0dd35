package io.webhookisolation.pki;

import static io.webhookisolation.pki.Issued.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookisolation.model.KeyKind;
import io.webhookisolation.model.TrustBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServingSecretTest {

    private final Authority authority = Issued.authority(Issued.FIRST, Issued.NOW);
    private final Leaf leaf = Issued.leaf(authority, NAME);
    private final Map<String, byte[]> entries = new HashMap<>(new ServingSecret(
                    List.of(leaf.certificate(), authority.certificate()),
                    leaf.key(),
                    Pem.bundle(List.of(authority.certificate())))
            .toEntries());

    ServingSecretTest() throws CannotIssueException {}

    @Test
    void whatWasWrittenIsReadBack() throws Exception {
        var read = ServingSecret.read(entries);

        assertThat(read.chain()).containsExactly(leaf.certificate(), authority.certificate());
        assertThat(read.key().toPem()).isEqualTo(leaf.key().toPem());
        assertThat(read.bundle()).isEqualTo(Pem.bundle(List.of(authority.certificate())));
    }

    @Test
    void aMissingEntryIsNamed() {
        entries.remove("tls.key");

        assertThat(fault()).isEqualTo("tls.key is missing");
    }

    @Test
    void aMissingBundleIsAnEmptyOne() throws Exception {
        entries.remove("ca.crt");

        assertThat(ServingSecret.read(entries).bundle()).isEqualTo(TrustBundle.EMPTY);
    }

    @Test
    void aKeyOfAnotherLeafIsRefused() throws Exception {
        entries.put("tls.key", Issued.leaf(authority, NAME).key().toPem());

        assertThat(fault()).isEqualTo("tls.key does not belong to the first certificate of tls.crt");
    }

    @Test
    void aDamagedChainIsRefusedWithTheLineOfTheDamage() {
        entries.put("tls.crt", bytes("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
        assertThat(fault())
                .isEqualTo("tls.crt is damaged: the certificate block at line 1 is not an X.509 certificate");

        entries.put("tls.crt", bytes("nothing"));
        assertThat(fault()).isEqualTo("tls.crt holds no certificate");
    }

    @Test
    void aDamagedKeyIsRefusedWithoutShowingIt() {
        var pem = new String(leaf.key().toPem(), StandardCharsets.US_ASCII);
        var secret = pem.lines().toList().get(1);

        entries.put("tls.key", bytes(pem.replace(secret, secret + "!")));
        assertThat(fault()).isEqualTo("tls.key is damaged: the block at line 1 is not base64");

        entries.put("tls.key", bytes("\n" + pem.replace(secret + "\n", "")));
        assertThat(fault()).isEqualTo("tls.key is damaged: the block at line 2 is no private key of a known kind");
        assertThatThrownBy(() -> ServingSecret.read(entries)).hasNoCause();

        entries.put("tls.key", bytes(pem.replace("PRIVATE", "RSA PRIVATE")));
        assertThat(fault()).endsWith("is no private key of a known kind");

        entries.put("tls.key", bytes(pem.replace("PRIVATE", "ENCRYPTED PRIVATE")));
        assertThat(fault()).isEqualTo("tls.key holds an encrypted private key, which no server can use");

        entries.put("tls.key", entries.get("tls.crt"));
        assertThat(fault()).isEqualTo("tls.key holds no private key");
    }

    /** PKCS#1 is what cert-manager writes by default, SEC 1 what OpenSSL does. */
    @ParameterizedTest
    @EnumSource(names = {"ECDSA_256", "RSA_3072"})
    void keysInTheirOldFormsAreRead(KeyKind algorithm) throws Exception {
        var request = Issued.request(Issued.names(NAME), algorithm, Issued.NOW);
        var other = Issued.ISSUER.leaf(request, authority);

        var read = new SecretEntries(Map.of("k", oldForm(other.key()))).privateKey("k");

        assertThat(read.belongsTo(other.certificate())).isTrue();
    }

    @Test
    void edwardsKeysAreRead() throws Exception {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

        var read =
                new SecretEntries(Map.of("k", SigningKey.of(pair.getPrivate()).toPem())).privateKey("k");

        assertThat(read.signatureAlgorithm()).isEqualTo("EdDSA");
        assertThat(read.belongsTo(leaf.certificate())).isFalse();
    }

    private String fault() {
        try {
            return "readable: " + ServingSecret.read(entries);
        } catch (UnreadableSecretException e) {
            assertThat(e.getMessage()).startsWith(e.entry());
            return String.valueOf(e.getMessage());
        }
    }

    private static byte[] oldForm(SigningKey key) throws IOException {
        var curve = SECObjectIdentifiers.secp256r1;
        return key.toPrivateKey() instanceof ECPrivateKey ec
                ? Pem.block(
                        "EC PRIVATE KEY",
                        new org.bouncycastle.asn1.sec.ECPrivateKey(256, ec.getS(), curve).getEncoded())
                : Pem.block(
                        "RSA PRIVATE KEY",
                        PrivateKeyInfo.getInstance(key.toPrivateKey().getEncoded())
                                .getPrivateKey()
                                .getOctets());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
