package io.webhookisolation.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.model.Source;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * One Kubernetes object as it stands in a file: its head was checked, the rest was not.
 *
 * @param json the whole object, with {@code apiVersion} and {@code kind} also where a typed list leaves them out
 * @param node the same with positions
 * @param known empty if it says nothing about webhooks
 * @param namespace as written; empty where none is
 * @param home the namespace in which its component lives: its own, or that of the Services it names
 * @param chart path of the chart in the document's {@code # Source:} comment
 */
record RawObject(
        ObjectNode json,
        Node node,
        String apiVersion,
        String kind,
        Optional<Kind> known,
        String namespace,
        String name,
        Optional<String> home,
        Source source,
        Optional<String> chart) {

    /** {@code Kind/name}, for messages. */
    String kindAndName() {
        return kind + "/" + name;
    }
}
