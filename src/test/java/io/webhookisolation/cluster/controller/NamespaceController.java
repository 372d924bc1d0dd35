package io.webhookisolation.cluster.controller;

import io.fabric8.kubernetes.api.model.Namespace;
import io.webhookisolation.cluster.api.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Empties a Namespace that is being deleted, and lets it go once it is empty. */
public final class NamespaceController implements Controller {

    private final ClusterState state;

    public NamespaceController(ClusterState state) {
        this.state = state;
    }

    @Override
    public Collection<Key> affectedBy(Change change) {
        var metadata = change.newest().path("metadata");
        var namespace = change.type().kind().equals("Namespace")
                ? metadata.path("name").asText()
                : metadata.path("namespace").asText();
        var matters = change.type().kind().equals("Namespace") || change.after().isEmpty();
        return matters && !namespace.isEmpty() ? List.of(new Key("", namespace)) : List.of();
    }

    @Override
    public void reconcile(Key key) {
        state.get(Namespace.class, "", key.name())
                .filter(namespace -> namespace.getMetadata().getDeletionTimestamp() != null)
                .ifPresent(this::finish);
    }

    private void finish(Namespace namespace) {
        var name = namespace.getMetadata().getName();
        for (var collection : collections(name)) {
            state.call("DELETE", collection, Map.of(), "");
        }
        var left = collections(name).stream()
                .anyMatch(path -> !state.read(path).path("items").isEmpty());
        if (!left) {
            state.call("PUT", "/api/v1/namespaces/" + name + "/finalize", Map.of(), withoutFinalizers(name));
        }
    }

    private String withoutFinalizers(String name) {
        return "{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{\"finalizers\":[]}}";
    }

    private List<String> collections(String namespace) {
        var collections = new ArrayList<String>();
        resources("/api/v1", namespace, collections);
        state.read("/apis")
                .path("groups")
                .forEach(group -> group.path("versions")
                        .forEach(version -> resources(
                                "/apis/" + version.path("groupVersion").asText(), namespace, collections)));
        return collections;
    }

    private void resources(String root, String namespace, List<String> into) {
        state.read(root).path("resources").forEach(resource -> {
            var name = resource.path("name").asText();
            if (resource.path("namespaced").asBoolean() && !name.contains("/")) {
                into.add(root + "/namespaces/" + namespace + "/" + name);
            }
        });
    }
}
