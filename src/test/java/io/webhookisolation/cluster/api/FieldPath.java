package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The way to a field, in the elements of FieldsV1: {@code f:name}, {@code k:{"name":"x"}}, {@code v:"value"}.
 *
 * @param elements from the root; empty for the root itself
 */
record FieldPath(List<String> elements) implements Comparable<FieldPath> {

    static final FieldPath ROOT = new FieldPath(List.of());

    FieldPath {
        elements = List.copyOf(elements);
    }

    FieldPath field(String name) {
        return with("f:" + name);
    }

    /** The item with these values of the list's keys. */
    FieldPath item(Map<String, JsonNode> keys) {
        var content = Json.object();
        keys.forEach(content::set);
        return with("k:" + content);
    }

    FieldPath value(JsonNode value) {
        return with("v:" + value);
    }

    FieldPath with(String element) {
        var longer = new ArrayList<>(elements);
        longer.add(element);
        return new FieldPath(longer);
    }

    boolean startsWith(FieldPath other) {
        return elements.size() >= other.elements.size()
                && elements.subList(0, other.elements.size()).equals(other.elements);
    }

    @Override
    public int compareTo(FieldPath other) {
        for (var i = 0; i < Math.min(elements.size(), other.elements.size()); i++) {
            var order = elements.get(i).compareTo(other.elements.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(elements.size(), other.elements.size());
    }

    /** As the API server's messages write it: {@code .spec.selector}, {@code .webhooks[name="a"].clientConfig}. */
    @Override
    public String toString() {
        return elements.stream().map(FieldPath::display).collect(Collectors.joining());
    }

    private static String display(String element) {
        var content = element.substring(2);
        return switch (element.charAt(0)) {
            case 'f' -> "." + content;
            case 'k' ->
                Json.parse(content).properties().stream()
                        .map(key -> key.getKey() + "=" + key.getValue())
                        .collect(Collectors.joining(",", "[", "]"));
            default -> "[=" + content + "]";
        };
    }
}
