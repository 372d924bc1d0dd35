package io.webhookisolation.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;

/**
 * Says in which namespace objects live: the one that they name, or that of the kubectl context; or, if one is
 * assumed, all of them and all references to them in that one.
 *
 * @param assumed empty for none
 * @param unnamed where objects go that name none
 */
record Namespacing(String assumed, String unnamed) {

    static final String DEFAULT = "default";
    private static final Pattern SERVICE_HOST = Pattern.compile("([^.]+)\\.[^.]+\\.svc(\\..*)?");

    void apply(RawObject raw, Kind kind) {
        if (raw.json().get("metadata") instanceof ObjectNode metadata) {
            if (kind.isNamespaced()) {
                metadata.put("namespace", target(raw.namespace()));
            } else {
                metadata.remove("namespace");
            }
        }
        if (!assumed.isEmpty()) {
            ServiceNodes.in(raw.json(), kind).forEach(service -> service.put("namespace", assumed));
            moveHosts(raw.json().path("spec"), kind);
            moveSubjects(raw.json().path("subjects"), kind);
        }
    }

    private void moveSubjects(JsonNode subjects, Kind kind) {
        if (kind == Kind.CLUSTER_ROLE_BINDING) {
            for (var subject : subjects) {
                if (subject instanceof ObjectNode node && node.has("namespace")) {
                    node.put("namespace", assumed);
                }
            }
        }
    }

    String target(String written) {
        if (!assumed.isEmpty()) {
            return assumed;
        }
        return written.isEmpty() ? unnamed : written;
    }

    private void moveHosts(JsonNode spec, Kind kind) {
        if (kind == Kind.CERTIFICATE && spec.get("dnsNames") instanceof ArrayNode names) {
            for (var index = 0; index < names.size(); index++) {
                names.set(index, moved(names.get(index)));
            }
        }
    }

    private JsonNode moved(JsonNode host) {
        return host.isTextual() ? TextNode.valueOf(moved(host.textValue())) : host;
    }

    /** The same host where everything is that is assumed. */
    String moved(String host) {
        var service = SERVICE_HOST.matcher(host);
        return !assumed.isEmpty() && service.matches() ? service.replaceFirst("$1." + assumed + ".svc$2") : host;
    }
}
