package io.webhookisolation.ownership;

import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Service;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * E4: the recommended labels of the Service object itself stand on the workload's Pods with the same or another value.
 *
 * <p>Values that a scaffold leaves behind ({@code name: service}, {@code instance: webhook-service}, the Service's own
 * name) count as absent, and so do keys that the Pods lack. Where one key agrees and another does not, nothing is said.
 */
final class OwnLabels implements EvidenceRule {

    static final String CODE = "E4";
    private static final int FOR = 20;

    /** Weak, because real components (seldon-core, rabbitmq-cluster-operator) contradict themselves. */
    private static final int AGAINST = -10;

    private static final List<String> KEYS =
            List.of("app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/part-of");

    @Override
    public Optional<Evidence> examine(Claim claim) {
        var own = marks(claim.service());
        var pods = claim.unit().template().labels();
        var same = new TreeMap<String, String>();
        var other = new TreeMap<String, String>();
        own.entries()
                .forEach((key, value) ->
                        pods.value(key).ifPresent(actual -> (actual.equals(value) ? same : other).put(key, actual)));
        if (same.isEmpty() == other.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                other.isEmpty()
                        ? new Evidence(
                                CODE, FOR, "Pods of " + claim.who() + " carry the Service's own " + LabelSet.of(same))
                        : new Evidence(
                                CODE,
                                AGAINST,
                                "Pods of " + claim.who() + " carry " + LabelSet.of(other) + ", the Service has "
                                        + own));
    }

    /** The Service's recommended labels that mean something. */
    static LabelSet marks(Service service) {
        var marks = new TreeMap<String, String>();
        for (var key : KEYS) {
            service.labels()
                    .value(key)
                    .filter(value -> !isScaffold(value, service))
                    .ifPresent(value -> marks.put(key, value));
        }
        return LabelSet.of(marks);
    }

    private static boolean isScaffold(String value, Service service) {
        return value.equals(service.key().name()) || GenericWords.only(GenericWords.tokens(value));
    }
}
