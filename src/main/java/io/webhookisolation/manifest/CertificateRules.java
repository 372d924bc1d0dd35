package io.webhookisolation.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookisolation.convert.GoDuration;
import io.webhookisolation.model.CertificatePolicy;
import io.webhookisolation.model.KeyKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What {@code spec.certificates} of a policy in a file must look like; the other half of {@link PolicyRules}. */
final class CertificateRules {

    private static final Predicate<String> SHARE =
            Pattern.compile("[1-9][0-9]?%").asMatchPredicate();
    private static final int LONGEST_ROTATE = 128;

    private static final Rule.Text DURATION =
            new Rule.Text(text -> GoDuration.parse(text).isPresent(), "a duration such as 720h");

    private static final Rule CA = new Rule.Besides(
            new Rule.Fields(Map.of("duration", DURATION), Set.of()),
            ca -> ca(ca).compareTo(CertificatePolicy.MOST_CA) <= 0,
            List.of("duration"),
            "must be at most 87600h, which is ten years");

    private static final Rule LEAF = new Rule.Besides(
            new Rule.Fields(Map.of("duration", DURATION, "renewAt", new Rule.Text(SHARE, "1% to 99%")), Set.of()),
            leaf -> leaf(leaf).compareTo(CertificatePolicy.LEAST_LEAF) >= 0,
            List.of("duration"),
            "must be at least 72h, or nobody has the time to act when a renewal fails");

    private static final Rule PRIVATE_KEY = new Rule.Besides(
            new Rule.Fields(
                    Map.of("algorithm", Rule.Text.oneOf("ECDSA", "RSA"), "size", new Rule.Whole(256, 4096)), Set.of()),
            key -> KeyKind.of(
                            text(key.path("algorithm"), "ECDSA"),
                            key.path("size").asInt(256))
                    .isPresent(),
            List.of("size"),
            "must be 256 or 384 for ECDSA, and 3072 or 4096 for RSA");

    static final Rule CERTIFICATES = new Rule.Besides(
            new Rule.Fields(
                    Map.of(
                            "mode",
                            Rule.Text.oneOf("Audit", "Enforce"),
                            "ca",
                            CA,
                            "leaf",
                            LEAF,
                            "privateKey",
                            PRIVATE_KEY,
                            "takeOver",
                            set(3, Rule.Text.oneOf("Certgen", "CertController", "HelmGenerated")),
                            "rotate",
                            new Rule.Text(
                                    text -> text.codePointCount(0, text.length()) <= LONGEST_ROTATE,
                                    "text of at most 128 characters"),
                            "compromised",
                            set(32, new Rule.Whole(1, 1_000_000)),
                            "restart",
                            Rule.Text.oneOf("Never", "WhenNeeded")),
                    Set.of()),
            certificates -> CertificatePolicy.fit(ca(certificates.path("ca")), leaf(certificates.path("leaf"))),
            List.of("ca", "duration"),
            "must be at least three times leaf.duration and 720h together, or a bundle would need a fourth certificate");

    private CertificateRules() {}

    private static Rule set(int most, Rule item) {
        return new Rule.Besides(new Rule.Items(most, item), PolicyRules::standOnce, "each must stand there only once");
    }

    private static Duration ca(JsonNode ca) {
        return GoDuration.parse(text(ca.path("duration"), "")).orElse(CertificatePolicy.AUDIT.ca());
    }

    private static Duration leaf(JsonNode leaf) {
        return GoDuration.parse(text(leaf.path("duration"), "")).orElse(CertificatePolicy.AUDIT.leaf());
    }

    private static String text(JsonNode value, String otherwise) {
        return value.isTextual() ? value.textValue() : otherwise;
    }
}
