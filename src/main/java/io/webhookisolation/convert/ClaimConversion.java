package io.webhookisolation.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.webhookisolation.model.NameClaim;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Provenance;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reduces an object of any kind to the claim that it makes to its name. */
public final class ClaimConversion {

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private ClaimConversion() {}

    /** What an object says but for its own namespace; to be asked before references are moved elsewhere. */
    public static int content(ObjectNode object) {
        var bare = object.deepCopy();
        if (bare.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove("namespace");
        }
        return bare.hashCode();
    }

    /** Of an object as it is to be installed. */
    public static NameClaim ofFile(ObjectNode object, int content, ObjectKey key, Provenance provenance) {
        return new NameClaim(key, provenance, content, marks(object));
    }

    /** Of an object of a cluster, where the API server filled in so much that contents cannot be compared. */
    public static NameClaim ofCluster(HasMetadata object) {
        var meta = Metadata.of(object);
        var key = ObjectKey.live(object.getApiVersion(), object.getKind(), meta.namespace(), meta.name());
        var json = SERIALIZATION.convertValue(object, ObjectNode.class);
        return new NameClaim(key, ProvenanceConversion.ofCluster(object), 0, marks(json));
    }

    private static SortedMap<String, String> marks(ObjectNode object) {
        var labels = object.path("metadata").path("labels");
        var annotations = object.path("metadata").path("annotations");
        var marks = new TreeMap<String, String>();
        put(marks, "release", text(annotations, "meta.helm.sh/release-name"));
        put(marks, "chart", text(labels, "helm.sh/chart").replaceFirst("-v?\\d+\\.\\d+.*", ""));
        put(marks, "calls", sorted(called(object)));
        put(marks, "binds", sorted(items(object.path("subjects"))));
        for (var label : List.of("app.kubernetes.io/part-of", "app.kubernetes.io/name")) {
            put(marks, label, text(labels, label));
        }
        return marks;
    }

    private static Stream<JsonNode> called(ObjectNode object) {
        var entries = items(object.path("webhooks")).map(entry -> entry.at("/clientConfig/service"));
        var others = Stream.of(
                object.at("/spec/conversion/webhook/clientConfig/service"),
                "APIService".equals(text(object, "kind")) ? object.at("/spec/service") : object.path(""));
        return Stream.concat(entries, others);
    }

    private static Stream<JsonNode> items(JsonNode list) {
        return list.isArray() ? StreamSupport.stream(list.spliterator(), false) : Stream.empty();
    }

    private static String sorted(Stream<JsonNode> references) {
        return references
                .filter(reference -> reference.has("name"))
                .map(reference -> text(reference, "namespace") + "/" + text(reference, "name"))
                .sorted()
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String text(JsonNode parent, String field) {
        return parent.path(field).asText("");
    }

    private static void put(SortedMap<String, String> marks, String name, String value) {
        if (!value.isEmpty()) {
            marks.put(name, value);
        }
    }
}
