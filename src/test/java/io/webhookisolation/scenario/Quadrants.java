package io.webhookisolation.scenario;

import io.webhookisolation.fixture.certificate.GoVerifier;
import io.webhookisolation.model.TrustBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which chains met which bundles.
 *
 * @param uses with the number of samples, one for each Pod, that showed it
 * @param missed samples that could not be taken
 */
record Quadrants(String serverName, Map<Use, Long> uses, long samples, long missed) {

    /** This chain with this bundle; new is what was first seen in the rotation that was under way. */
    record Use(List<X509Certificate> chain, TrustBundle bundle, boolean newChain, boolean newBundle) {

        String quadrant() {
            return (newChain ? "new" : "old") + " leaf, " + (newBundle ? "new" : "old") + " bundle";
        }
    }

    /** The verdicts of Go, by use; the error's text where it refused. */
    record Verdicts(Map<Use, Long> uses, Map<Use, String> refused, long samples, long missed) {

        String told() {
            var lines = new TreeMap<String, long[]>();
            uses.forEach((use, count) -> {
                var sums = lines.computeIfAbsent(use.quadrant(), key -> new long[2]);
                sums[0] += count;
                sums[1] += refused.containsKey(use) ? count : 0;
            });
            var text = new StringBuilder();
            lines.forEach((quadrant, sums) -> text.append("; ")
                    .append(quadrant)
                    .append(": ")
                    .append(sums[0])
                    .append(" in use, ")
                    .append(sums[1])
                    .append(" refused"));
            return samples + " samples (" + missed + " missed)" + text;
        }
    }

    /** @param folder for the questions and the answers */
    Verdicts judgedByGo(Path folder) throws IOException, InterruptedException {
        var inOrder = List.copyOf(uses.keySet());
        var now = Instant.now();
        var answers = GoVerifier.ask(
                inOrder.stream()
                        .map(use -> GoVerifier.chain(use.chain(), use.bundle(), serverName, now))
                        .toList(),
                folder);
        var refused = new HashMap<Use, String>();
        for (var index = 0; index < inOrder.size(); index++) {
            if (!answers.get(index).isEmpty()) {
                refused.put(inOrder.get(index), answers.get(index));
            }
        }
        return new Verdicts(uses, refused, samples, missed);
    }
}
