package io.webhookisolation.pki;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import javax.security.auth.Destroyable;

/**
 * A private key. It is compared by identity and cannot be serialized, and its text shows nothing of it; only
 * {@link #toPem()} does. Once destroyed it signs no more.
 */
public final class SigningKey implements Destroyable {

    private final String family;
    private final byte[] pkcs8;
    private volatile boolean destroyed;

    private SigningKey(String family, byte[] pkcs8) {
        this.family = family;
        this.pkcs8 = pkcs8;
    }

    static SigningKey of(PrivateKey key) {
        return new SigningKey(key.getAlgorithm(), key.getEncoded());
    }

    /** Whether this certificate is about this key. */
    public boolean belongsTo(X509Certificate certificate) {
        try {
            var challenge = new byte[] {'k', 'e', 'y'};
            var signer = Signature.getInstance(signatureAlgorithm());
            signer.initSign(toPrivateKey());
            signer.update(challenge);
            var verifier = Signature.getInstance(signatureAlgorithm());
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(challenge);
            return verifier.verify(signer.sign());
        } catch (GeneralSecurityException e) {
            // A key of another family, or a signature that is not even formed like one of the certificate's key.
            return false;
        }
    }

    /** PKCS#8, not encrypted: for a Secret and nothing else. */
    public byte[] toPem() {
        return Pem.block("PRIVATE KEY", encoded());
    }

    PrivateKey toPrivateKey() {
        try {
            return KeyFactory.getInstance(family).generatePrivate(new PKCS8EncodedKeySpec(encoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was readable before", e);
        }
    }

    String signatureAlgorithm() {
        return switch (family) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> family;
        };
    }

    private byte[] encoded() {
        if (destroyed) {
            throw new IllegalStateException("the key is destroyed");
        }
        return pkcs8;
    }

    @Override
    public void destroy() {
        Arrays.fill(pkcs8, (byte) 0);
        destroyed = true;
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    @Override
    public String toString() {
        return "SigningKey[" + family + "]";
    }
}
