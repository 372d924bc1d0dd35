package io.webhookisolation.pki;

import io.webhookisolation.model.KeyKind;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** Makes key pairs. */
final class Keys {

    private Keys() {}

    static KeyPair generate(KeyKind kind, SecureRandom random) {
        return switch (kind) {
            case ECDSA_256 -> generate("EC", new ECGenParameterSpec("secp256r1"), random);
            case ECDSA_384 -> generate("EC", new ECGenParameterSpec("secp384r1"), random);
            case RSA_3072 -> generate("RSA", new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4), random);
            case RSA_4096 -> generate("RSA", new RSAKeyGenParameterSpec(4096, RSAKeyGenParameterSpec.F4), random);
        };
    }

    private static KeyPair generate(String family, AlgorithmParameterSpec spec, SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance(family);
            generator.initialize(spec, random);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new IllegalStateException("every JDK has " + family, e);
        }
    }
}
