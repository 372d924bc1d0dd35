package io.webhookisolation.x509;

import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Set;

/** Which signatures on certificates Go accepts; the JDK accepts more. */
final class Signatures {

    private static final int LEAST_RSA_BITS = 1024;
    private static final int MOST_RSA_BITS = 8192;

    /** SHA-256, SHA-384 and SHA-512 with RSA: how long the digest is. No SHA-1, no MD5. */
    private static final Map<String, Integer> PKCS1 = Map.of(
            "1.2.840.113549.1.1.11", 32,
            "1.2.840.113549.1.1.12", 48,
            "1.2.840.113549.1.1.13", 64);

    /** The same with ECDSA. */
    private static final Set<String> ECDSA =
            Set.of("1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4");

    private static final String PSS = "1.2.840.113549.1.1.10";
    private static final String ED25519 = "1.3.101.112";

    /** What stands before the digest, where it is written in full. */
    private static final int DIGEST_PREFIX = 19;

    private static final Map<String, Integer> SALTS = Map.of("SHA-256", 32, "SHA-384", 48, "SHA-512", 64);

    private Signatures() {}

    /** Go's TLS takes part in no handshake with longer ones, wherever in the chain they are. */
    static boolean isTooLong(PublicKey key) {
        return key instanceof RSAKey rsa && rsa.getModulus().bitLength() > MOST_RSA_BITS;
    }

    /** Whether Go verifies anything with this key. */
    static boolean isSound(PublicKey key) {
        return !(key instanceof RSAPublicKey rsa)
                || (rsa.getModulus().bitLength() >= LEAST_RSA_BITS
                        && rsa.getModulus().testBit(0)
                        && rsa.getPublicExponent().testBit(0));
    }

    /** Whether Go verifies signatures of this kind. */
    static boolean isSound(X509Certificate signed) {
        var algorithm = signed.getSigAlgOID();
        return PKCS1.containsKey(algorithm)
                || ECDSA.contains(algorithm)
                || (algorithm.equals(ED25519) && signed.getSigAlgParams() == null)
                || (algorithm.equals(PSS) && isSoundPss(signed));
    }

    /** Whether a signature that the JDK verified is written in the one way that Go accepts. */
    static boolean isStrict(X509Certificate signed, PublicKey key) {
        var algorithm = signed.getSigAlgOID();
        if (ECDSA.contains(algorithm)) {
            return isPairOfNumbers(signed.getSignature());
        }
        var digest = PKCS1.get(algorithm);
        return digest == null || (key instanceof RSAPublicKey rsa && hasFullPrefix(signed.getSignature(), rsa, digest));
    }

    private static boolean isPairOfNumbers(byte[] signature) {
        try {
            var pair = Der.parse(signature).sequence(2);
            return pair.size() == 2
                    && !pair.getFirst().integer().isNegative()
                    && !pair.getLast().integer().isNegative();
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    /** The JDK also takes a digest whose algorithm lacks its parameter, which is shorter by two octets. */
    private static boolean hasFullPrefix(byte[] signature, RSAPublicKey key, int digest) {
        var padded = new BigInteger(1, signature).modPow(key.getPublicExponent(), key.getModulus());
        var separator = padded.shiftRight((DIGEST_PREFIX + digest) * Byte.SIZE).byteValue();
        return separator == 0;
    }

    private static boolean isSoundPss(X509Certificate signed) {
        try {
            var parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(signed.getSigAlgParams());
            var pss = parameters.getParameterSpec(PSSParameterSpec.class);
            return pss.getMGFParameters() instanceof MGF1ParameterSpec mask
                    && mask.getDigestAlgorithm().equals(pss.getDigestAlgorithm())
                    && pss.getTrailerField() == 1
                    && Integer.valueOf(pss.getSaltLength()).equals(SALTS.get(pss.getDigestAlgorithm()));
        } catch (GeneralSecurityException | IOException e) {
            return false;
        }
    }
}
