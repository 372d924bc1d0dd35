package io.webhookisolation.format;

import io.webhookisolation.model.Finding;
import io.webhookisolation.model.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Names findings so that the same one is recognised in the next audit.
 *
 * <p>A fingerprint hashes the code and the object's identity. File, line, API version and wording stay out, because all
 * of them move without the finding changing. Findings that agree in these are numbered in their order.
 */
final class Fingerprints {

    private static final int BYTES = 16;

    private final Map<String, Integer> seen = new HashMap<>();

    String next(Finding finding) {
        var hash = hash(identity(finding));
        var occurrence = seen.merge(hash, 1, Integer::sum);
        return occurrence == 1 ? hash : hash + ":" + occurrence;
    }

    /** A line break cannot stand in any of the parts, so that no two identities read the same. */
    private static String identity(Finding finding) {
        var object = finding.object();
        return String.join(
                "\n", finding.code().name(), group(object), object.kind(), object.namespace(), object.name());
    }

    private static String group(ObjectKey object) {
        var slash = object.apiVersion().indexOf('/');
        return slash < 0 ? "" : object.apiVersion().substring(0, slash);
    }

    private static String hash(String identity) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
