package io.webhookisolation.observe;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Service;
import java.util.TreeMap;

/** The Services that a ServiceMonitor scrapes, from its {@code selector} and {@code namespaceSelector}. */
record MonitoredServices(JsonNode spec, String namespace) {

    boolean include(Service service) {
        return includesNamespace(service.key().namespace()) && selects(service.labels());
    }

    /** Its own namespace unless it says otherwise (ServiceMonitor API doc). */
    private boolean includesNamespace(String other) {
        var selector = spec.path("namespaceSelector");
        var names = selector.path("matchNames");
        return selector.path("any").asBoolean() || (names.isEmpty() ? other.equals(namespace) : contains(names, other));
    }

    private boolean selects(LabelSet labels) {
        var selector = spec.path("selector");
        var wanted = new TreeMap<String, String>();
        selector.path("matchLabels")
                .properties()
                .forEach(label -> wanted.put(label.getKey(), label.getValue().asText()));
        return labels.containsAll(LabelSet.of(wanted))
                && selector.path("matchExpressions")
                        .valueStream()
                        .allMatch(requirement -> accepts(requirement, labels));
    }

    private static boolean accepts(JsonNode requirement, LabelSet labels) {
        var value = labels.value(requirement.path("key").asText());
        var values = requirement.path("values");
        return switch (requirement.path("operator").asText()) {
            case "In" -> value.filter(text -> contains(values, text)).isPresent();
            case "NotIn" -> value.filter(text -> contains(values, text)).isEmpty();
            case "Exists" -> value.isPresent();
            case "DoesNotExist" -> value.isEmpty();
            // An operator that we do not know might select it.
            default -> true;
        };
    }

    private static boolean contains(JsonNode names, String name) {
        return names.valueStream().anyMatch(candidate -> candidate.asText().equals(name));
    }
}
