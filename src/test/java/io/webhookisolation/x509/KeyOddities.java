package io.webhookisolation.x509;

import io.webhookisolation.fixture.certificate.CertificateDraft;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Keys of every kind, and what they sign with; keys are made once, since that takes long. */
final class KeyOddities {

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    /** One more than Go's TLS takes; nobody has its private key. */
    private static final int TOO_LONG = 8193;

    private final List<Oddity> all = new ArrayList<>();

    KeyOddities() {
        try {
            keys();
            signatures();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK and Bouncy Castle have these", e);
        }
    }

    List<Oddity> all() {
        return List.copyOf(all);
    }

    private void keys() throws GeneralSecurityException {
        key("RSA key of 512 bits", rsa(512));
        key("RSA key of 1024 bits", rsa(1024));
        key("RSA key of 8193 bits", tooLong());
        key("key on P-384", curve("secp384r1"));
        key("key on P-521", curve("secp521r1"));
        key("key on P-224", curve("secp224r1"));
        key("key on a curve that Go does not know", curve("secp256k1"));
        key("Ed25519 key", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        key("Ed448 key", KeyPairGenerator.getInstance("Ed448").generateKeyPair());
        key("X25519 key", KeyPairGenerator.getInstance("X25519").generateKeyPair());
        var pss = KeyPairGenerator.getInstance("RSASSA-PSS");
        pss.initialize(2048);
        key("key for RSASSA-PSS only", pss.generateKeyPair());
    }

    private void key(String what, KeyPair pair) {
        all.add(new Oddity(what, draft -> draft.key(pair)));
    }

    private void signatures() throws GeneralSecurityException {
        var rsa = rsa(2048);
        signature("SHA-1 and RSA", rsa, draft -> draft.signature("SHA1withRSA"));
        signature("MD5 and RSA", rsa, draft -> draft.signature("MD5withRSA"));
        signature("SHA-512 and RSA", rsa, draft -> draft.signature("SHA512withRSA"));
        signature("SHA-512/256 and RSA", rsa, draft -> draft.signature("SHA512(256)withRSA"));
        signature("digest without its parameter", rsa, CertificateDraft::briefDigest);
        signature("RSASSA-PSS", rsa, draft -> draft.salted(32));
        signature("RSASSA-PSS with a short salt", rsa, draft -> draft.salted(20));
        signature("RSASSA-PSS with a long salt", rsa, draft -> draft.salted(64));
        var elliptic = curve("secp256r1");
        signature("SHA-1 and ECDSA", elliptic, draft -> draft.signature("SHA1withECDSA"));
        signature("SHA-224 and ECDSA", elliptic, draft -> draft.signature("SHA224withECDSA"));
        signature("SHA-512 and ECDSA", elliptic, draft -> draft.signature("SHA512withECDSA"));
        signature("SHA-3 and ECDSA", elliptic, draft -> draft.signature("SHA3-256withECDSA"));
    }

    private void signature(String what, KeyPair issuer, UnaryOperator<CertificateDraft> signing) {
        all.add(new Oddity(what, signing, draft -> draft.key(issuer)));
    }

    private static KeyPair rsa(int bits) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static KeyPair curve(String name) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
        generator.initialize(new ECGenParameterSpec(name));
        return generator.generateKeyPair();
    }

    private static KeyPair tooLong() throws GeneralSecurityException {
        var modulus = BigInteger.ONE.shiftLeft(TOO_LONG - 1).setBit(0);
        var key =
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65537)));
        return new KeyPair(key, null);
    }
}
