package io.webhookisolation.certify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names the authorities of one serving Secret.
 *
 * <p>The namespace counts by its UID: whoever re-creates a namespace that a dangling webhook names inherits no trust.
 */
final class Series {

    private static final int BYTES = 6;

    private Series() {}

    /** Twelve lower-case hex digits. */
    static String of(String namespaceUid, String secret) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest((namespaceUid + "/" + secret).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Name of the Secret that holds them, in the operator's namespace. */
    static String secretName(String series) {
        return "webhook-ca-" + series;
    }
}
