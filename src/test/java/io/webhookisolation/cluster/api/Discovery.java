package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.cluster.api.ResourceType.Trait;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Answers what a client asks to learn which resources there are. */
final class Discovery {

    private static final List<String> VERBS =
            List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

    private final ResourceTypes types;

    Discovery(ResourceTypes types) {
        this.types = types;
    }

    /** Empty for paths that are not about discovery. */
    Optional<JsonNode> answer(String path) {
        var parts = Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
        return Optional.ofNullable(
                switch (String.join("/", parts)) {
                    case "version" ->
                        Json.object().put("major", "1").put("minor", "36").put("gitVersion", "v1.36.0-embedded");
                    case "livez", "readyz", "healthz" -> Json.object().put("status", "ok");
                    case "api" -> coreVersions();
                    case "apis" -> groups();
                    case "api/v1" -> resources("", "v1");
                    default ->
                        parts.size() == 3 && parts.getFirst().equals("apis")
                                ? resources(parts.get(1), parts.get(2))
                                : null;
                });
    }

    private static ObjectNode coreVersions() {
        var answer = Json.object().put("kind", "APIVersions");
        answer.putArray("versions").add("v1");
        return answer;
    }

    private ObjectNode groups() {
        var answer = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        var groups = answer.putArray("groups");
        types.versionsByGroup().forEach((name, versions) -> {
            var group = groups.addObject().put("name", name);
            var list = group.putArray("versions");
            versions.forEach(version ->
                    list.addObject().put("groupVersion", name + "/" + version).put("version", version));
            group.set("preferredVersion", list.get(0));
        });
        return answer;
    }

    private ObjectNode resources(String group, String version) {
        var answer = Json.object()
                .put("kind", "APIResourceList")
                .put("apiVersion", "v1")
                .put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        var list = answer.putArray("resources");
        types.all().stream()
                .filter(type -> type.group().equals(group) && type.version().equals(version))
                .forEach(type -> {
                    resource(list.addObject(), type, type.plural());
                    if (type.is(Trait.STATUS)) {
                        resource(list.addObject(), type, type.plural() + "/status");
                    }
                });
        return answer;
    }

    private static void resource(ObjectNode into, ResourceType type, String name) {
        into.put("name", name)
                .put("kind", type.kind())
                .put("namespaced", type.namespaced())
                .put("singularName", type.kind().toLowerCase(Locale.ROOT));
        var verbs = into.putArray("verbs");
        VERBS.forEach(verbs::add);
    }
}
