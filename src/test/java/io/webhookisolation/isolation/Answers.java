package io.webhookisolation.isolation;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeTarget;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * {@code served.yaml}: the authorities that there are, and what each Pod answers to a TLS handshake.
 *
 * <p>An authority is {@code {from, until}}, a Pod's answer either a word or {@code {ca, names, from, until}}; a date that is
 * left out is far away. A Pod that is not named keeps silent; {@code pod:port} says what a single port answers.
 */
final class Answers {

    private static final Pattern PLACE = Pattern.compile("\\$\\{(.+?)}");

    private final Map<String, CertificateAuthority> authorities = new LinkedHashMap<>();
    private final Map<String, ProbeOutcome> byPod = new LinkedHashMap<>();

    Answers(String yaml) {
        var root = map(new Load(LoadSettings.builder().build()).loadFromString(yaml));
        map(root.getOrDefault("authorities", Map.of()))
                .forEach((name, dates) -> authorities.put(
                        name,
                        CertificateAuthority.create(name, draft -> draft.valid(from(map(dates)), until(map(dates))))));
        map(root.getOrDefault("pods", Map.of())).forEach((pod, answer) -> byPod.put(pod, outcome(answer)));
    }

    /**
     * Manifests with each {@code ${a+b}} replaced by the bundle of these authorities, as {@code caBundle} has it, and each
     * {@code ${a:name}} by a certificate that {@code a} issued for this name, as a Secret has it.
     */
    String withCertificates(String manifests) {
        return PLACE.matcher(manifests).replaceAll(found -> {
            var parts = found.group(1).split(":", 2);
            var pem = parts.length == 1
                    ? bundle(parts[0])
                    : Pem.of(authority(parts[0]).leaf(parts[1]).leaf());
            return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
        });
    }

    private String bundle(String names) {
        var pem = new StringBuilder();
        for (var name : names.split("\\+", -1)) {
            pem.append(new String(authority(name).bundle().bytes(), StandardCharsets.US_ASCII));
        }
        return pem.toString();
    }

    ProbeOutcome of(ProbeTarget target) {
        var otherwise = byPod.getOrDefault(target.podName(), new ProbeOutcome.TimedOut());
        return byPod.getOrDefault(target.podName() + ":" + target.port(), otherwise);
    }

    private ProbeOutcome outcome(Object answer) {
        return answer instanceof Map<?, ?> leaf
                ? served(map(leaf))
                : switch (answer.toString()) {
                    case "refused" -> new ProbeOutcome.Refused();
                    case "no-tls" -> new ProbeOutcome.NotTls("it ended the handshake");
                    default -> throw new IllegalArgumentException("no answer that a Pod can give: " + answer);
                };
    }

    private ProbeOutcome served(Map<String, Object> leaf) {
        var names = list(leaf.get("names"));
        var certificate = authority(String.valueOf(leaf.get("ca")))
                .leaf(
                        names.getFirst(),
                        draft -> draft.names(names.toArray(String[]::new)).valid(from(leaf), until(leaf)));
        return new ProbeOutcome.Served(certificate.chain());
    }

    private CertificateAuthority authority(String name) {
        return Objects.requireNonNull(authorities.get(name), "no authority " + name);
    }

    private static Instant from(Map<String, Object> dates) {
        return Instant.parse(dates.getOrDefault("from", "2020-01-01T00:00:00Z").toString());
    }

    private static Instant until(Map<String, Object> dates) {
        return Instant.parse(dates.getOrDefault("until", "2045-01-01T00:00:00Z").toString());
    }

    private static Map<String, Object> map(Object value) {
        var map = new LinkedHashMap<String, Object>();
        ((Map<?, ?>) value).forEach((key, entry) -> map.put(String.valueOf(key), Objects.requireNonNull(entry)));
        return map;
    }

    private static List<String> list(@Nullable Object value) {
        return ((List<?>) Objects.requireNonNull(value))
                .stream().map(String::valueOf).toList();
    }
}
