package io.webhookisolation.pki;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** What kind of key to make; each is accepted by Go, OpenSSL and the JDK. */
public enum KeyAlgorithm {
    ECDSA_P256("EC", 256),
    ECDSA_P384("EC", 384),
    RSA_3072("RSA", 3072),
    RSA_4096("RSA", 4096);

    private final String family;
    private final int bits;

    KeyAlgorithm(String family, int bits) {
        this.family = family;
        this.bits = bits;
    }

    KeyPair generate(SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance(family);
            generator.initialize(bits, random);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + family, e);
        }
    }
}
