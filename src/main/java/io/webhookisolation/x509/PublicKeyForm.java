package io.webhookisolation.x509;

import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.util.List;
import java.util.Set;

/** Which public keys are read, in which form: those that Go reads, but for rare ones. */
final class PublicKeyForm {

    private static final String RSA = "2a864886f70d010101";
    private static final String EC = "2a8648ce3d0201";
    private static final String ED25519 = "2b6570";

    /** P-256, P-384 and P-521; Go reads P-224 too, with which the JDK verifies nothing. */
    private static final Set<String> CURVES = Set.of("2a8648ce3d030107", "2b81040022", "2b81040023");

    private static final byte UNCOMPRESSED = 4;
    private static final int LONGEST_EXPONENT = 31;
    private static final int ED25519_OCTETS = 32;

    private PublicKeyForm() {}

    /**
     * Whether Go knows this kind of key: only such a key ever signed anything, and serves.
     *
     * @param written the field of the certificate: algorithm, then the key as a bit string
     */
    static boolean isKnown(Der written, PublicKey key) throws CertificateParsingException {
        var parts = written.sequence(2);
        if (parts.size() > 2) {
            throw new CertificateParsingException("its public key has something behind its end");
        }
        var algorithm = Encoding.algorithm(parts.getFirst());
        var parameters = algorithm.subList(1, algorithm.size());
        var octets = parts.get(1).octets();
        var good = switch (algorithm.getFirst().hex()) {
            case RSA -> parameters.size() == 1 && parameters.getFirst().is(Der.NULL) && isRsa(octets, key);
            case EC -> parameters.size() == 1 && isOnKnownCurve(parameters.getFirst(), octets, key);
            case ED25519 -> parameters.isEmpty() && octets.length == ED25519_OCTETS;
            default -> true;
        };
        if (!good) {
            throw new CertificateParsingException("its public key is of an unusual form");
        }
        return List.of(RSA, EC, ED25519).contains(algorithm.getFirst().hex());
    }

    private static boolean isRsa(byte[] octets, PublicKey key) throws CertificateParsingException {
        for (var number : Der.parse(octets).sequence(2)) {
            if (number.integer().isNegative()) {
                return false;
            }
        }
        return key instanceof RSAPublicKey rsa && rsa.getPublicExponent().bitLength() <= LONGEST_EXPONENT;
    }

    private static boolean isOnKnownCurve(Der curve, byte[] octets, PublicKey key) throws CertificateParsingException {
        return CURVES.contains(curve.identifier().hex())
                && octets.length > 0
                && octets[0] == UNCOMPRESSED
                && key instanceof ECPublicKey point
                && isOnCurve(point, octets.length - 1);
    }

    /** The JDK does not look at this before it verifies a signature. */
    private static boolean isOnCurve(ECPublicKey key, int coordinateOctets) {
        var curve = key.getParams().getCurve();
        var x = key.getW().getAffineX();
        var y = key.getW().getAffineY();
        return curve.getField() instanceof ECFieldFp field
                && coordinateOctets == 2 * ((field.getFieldSize() + Byte.SIZE - 1) / Byte.SIZE)
                && x.compareTo(field.getP()) < 0
                && y.compareTo(field.getP()) < 0
                && x.pow(3)
                                .add(curve.getA().multiply(x))
                                .add(curve.getB())
                                .subtract(y.pow(2))
                                .mod(field.getP())
                                .signum()
                        == 0;
    }
}
