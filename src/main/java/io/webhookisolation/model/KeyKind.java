package io.webhookisolation.model;

import java.util.Arrays;
import java.util.Optional;

/** What kind of private key is made; each is accepted by Go, OpenSSL and the JDK. */
public enum KeyKind {
    ECDSA_256("ECDSA", 256),
    ECDSA_384("ECDSA", 384),
    RSA_3072("RSA", 3072),
    RSA_4096("RSA", 4096);

    private final String algorithm;
    private final int size;

    KeyKind(String algorithm, int size) {
        this.algorithm = algorithm;
        this.size = size;
    }

    /** As a policy says it; empty if there is no such kind. */
    public static Optional<KeyKind> of(String algorithm, int size) {
        return Arrays.stream(values())
                .filter(kind -> kind.algorithm.equals(algorithm) && kind.size == size)
                .findFirst();
    }
}
