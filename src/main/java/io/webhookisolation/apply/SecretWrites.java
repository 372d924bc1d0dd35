package io.webhookisolation.apply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.model.CertificateStep.WriteSecret;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.model.StepResult;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes single entries of Secrets. What it sends holds private keys, so of an answer that shows any of it, which may come
 * from a webhook, nothing is passed on.
 */
final class SecretWrites {

    private static final String WITHHELD = "the answer is not shown, since it quotes the Secret";

    private final GuardedPatch writes;
    private final TracelessPatch patch;

    SecretWrites(GuardedPatch writes) {
        this.writes = writes;
        this.patch = new TracelessPatch(writes);
    }

    StepResult apply(WriteSecret step) {
        var result = step.creates() ? create(step) : patch.send(named(step), PatchType.JSON_MERGE, body(step));
        return new Quotes(step.data()).withheldFrom(result, WITHHELD);
    }

    private StepResult create(WriteSecret step) {
        var secret = new SecretBuilder(named(step))
                .editMetadata()
                .withAnnotations(step.annotations())
                .withLabels(step.labels())
                .endMetadata()
                .withType(step.type())
                .withData(encoded(step.data()))
                .build();
        return switch (writes.create(secret)) {
            case GuardedPatch.Refused<Secret>(var why) -> why;
            case GuardedPatch.Written<Secret>(var written) ->
                new StepResult.Done(written.getMetadata().getResourceVersion(), "");
        };
    }

    /** A merge patch, since a JSON patch could not add the first entry to a Secret that has none. */
    private static String body(WriteSecret step) {
        var patch = JsonNodeFactory.instance.objectNode();
        var metadata = Patches.guarded(patch, step.uid(), step.resourceVersion());
        put(metadata, "annotations", step.annotations());
        put(metadata, "labels", step.labels());
        patch.put("type", step.type());
        put(patch, "data", encoded(step.data()));
        step.remove().forEach(patch.withObjectProperty("data")::putNull);
        return patch.toString();
    }

    private static void put(ObjectNode parent, String name, Map<String, String> entries) {
        if (!entries.isEmpty()) {
            entries.forEach(parent.withObjectProperty(name)::put);
        }
    }

    private static SortedMap<String, String> encoded(SecretContent content) {
        var encoded = new TreeMap<String, String>();
        content.entries()
                .forEach((name, bytes) -> encoded.put(name, Base64.getEncoder().encodeToString(bytes)));
        return encoded;
    }

    private static Secret named(WriteSecret step) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(step.object().namespace())
                .withName(step.object().name())
                .endMetadata()
                .build();
    }
}
