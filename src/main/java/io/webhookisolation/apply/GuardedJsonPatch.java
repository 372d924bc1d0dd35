package io.webhookisolation.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A JSON patch (RFC 6902) in the making, which is refused unless the object is the very one that was decided on. */
final class GuardedJsonPatch {

    private final ArrayNode operations = JsonNodeFactory.instance.arrayNode();

    GuardedJsonPatch(String uid, String resourceVersion) {
        expect("/metadata/uid", JsonNodeFactory.instance.textNode(uid));
        expect("/metadata/resourceVersion", JsonNodeFactory.instance.textNode(resourceVersion));
    }

    void expect(String path, JsonNode value) {
        operation("test", path).set("value", value);
    }

    void add(String parent, String key, JsonNode value) {
        operation("add", path(parent, key)).set("value", value);
    }

    void remove(String parent, String key) {
        operation("remove", path(parent, key));
    }

    /** RFC 6901, section 3. */
    static String path(String parent, String key) {
        return parent + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    private ObjectNode operation(String operation, String path) {
        return operations.addObject().put("op", operation).put("path", path);
    }

    @Override
    public String toString() {
        return operations.toString();
    }
}
