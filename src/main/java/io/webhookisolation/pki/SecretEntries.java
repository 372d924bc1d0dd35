package io.webhookisolation.pki;

import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.x509.ParsedBundle;
import io.webhookisolation.x509.PemBlock;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The entries of a Secret, read as PEM. It takes what Go's tls.X509KeyPair takes, whoever wrote it. */
public final class SecretEntries {

    private final Map<String, byte[]> data;

    /**
     * @param data decoded, by the names below {@code data}
     */
    public SecretEntries(Map<String, byte[]> data) {
        this.data = new HashMap<>(data);
    }

    /** At least one certificate, in order. */
    public List<X509Certificate> certificates(String entry) throws UnreadableSecretException {
        var parsed = ParsedBundle.parse(new TrustBundle(bytes(entry)));
        if (!parsed.badBlocks().isEmpty()) {
            throw new UnreadableSecretException(
                    entry, "is damaged: " + parsed.badBlocks().getFirst());
        }
        if (parsed.certificates().isEmpty()) {
            throw new UnreadableSecretException(entry, "holds no certificate");
        }
        return parsed.certificates();
    }

    /** The first private key: PKCS#8, PKCS#1 (RSA) or SEC 1 (EC), not encrypted. */
    public SigningKey privateKey(String entry) throws UnreadableSecretException {
        var block = PemBlock.findAll(bytes(entry)).stream()
                .filter(candidate -> candidate.type().equals("PRIVATE KEY")
                        || candidate.type().endsWith(" PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> new UnreadableSecretException(entry, "holds no private key"));
        var which = "is damaged: the block at line " + block.line() + " ";
        if (block.fault().isPresent()) {
            throw new UnreadableSecretException(entry, which + block.fault().get());
        }
        if (block.hasHeaders() || block.type().equals("ENCRYPTED PRIVATE KEY")) {
            throw new UnreadableSecretException(entry, "holds an encrypted private key, which no server can use");
        }
        try {
            return key(toPkcs8(block));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Parsers throw what they like, and nobody promises that they keep the bytes for themselves.
            throw new UnreadableSecretException(entry, which + "is no private key of a known kind");
        }
    }

    private byte[] bytes(String entry) throws UnreadableSecretException {
        var bytes = data.get(entry);
        if (bytes == null) {
            throw new UnreadableSecretException(entry, "is missing");
        }
        return bytes;
    }

    private static PrivateKeyInfo toPkcs8(PemBlock block) throws IOException {
        return switch (block.type()) {
            case "RSA PRIVATE KEY" ->
                new PrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        RSAPrivateKey.getInstance(block.bytes()));
            case "EC PRIVATE KEY" -> {
                var key = ECPrivateKey.getInstance(block.bytes());
                var curve = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject());
                // The JDK refuses a key that names its curve twice.
                yield new PrivateKeyInfo(
                        curve, new ECPrivateKey(key.getPrivateKey().getOctetsLength() * Byte.SIZE, key.getKey()));
            }
            default -> PrivateKeyInfo.getInstance(block.bytes());
        };
    }

    private static SigningKey key(PrivateKeyInfo pkcs8) throws IOException, GeneralSecurityException {
        var algorithm = pkcs8.getPrivateKeyAlgorithm().getAlgorithm();
        var family = algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)
                ? "RSA"
                : algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey) ? "EC" : "EdDSA";
        return SigningKey.of(
                KeyFactory.getInstance(family).generatePrivate(new PKCS8EncodedKeySpec(pkcs8.getEncoded())));
    }
}
