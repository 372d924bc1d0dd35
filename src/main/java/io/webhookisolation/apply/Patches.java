package io.webhookisolation.apply;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.webhookisolation.convert.AppliedAnnotation;
import io.webhookisolation.convert.FieldManager;
import io.webhookisolation.model.CertificateStep;
import io.webhookisolation.model.Step;
import java.util.List;

/** The bodies of our patches; each carries the identity and version of the object that was decided on. */
final class Patches {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String METADATA = "/metadata/";
    private static final String MANAGED_FIELDS = METADATA + "managedFields";

    private Patches() {}

    /**
     * A merge patch sets single keys. A server-side apply would seize the whole selector, which is an atomic map
     * (kubernetes/api core/v1/types.go).
     */
    static String narrow(Step.NarrowSelector step) {
        var patch = JSON.objectNode();
        var metadata = guarded(patch, step.uid(), step.resourceVersion());
        metadata.putObject("annotations").put(AppliedAnnotation.NAME, AppliedAnnotation.write(step.record()));
        var selector = patch.putObject("spec").putObject("selector");
        step.add().entries().forEach(selector::put);
        return patch.toString();
    }

    static String restore(Step.RestoreSelector step) {
        var patch = JSON.arrayNode();
        expect(patch, METADATA + "uid", step.uid());
        expect(patch, METADATA + "resourceVersion", step.resourceVersion());
        step.remove().entries().forEach((key, value) -> {
            var path = "/spec/selector/" + escape(key);
            expect(patch, path, value);
            remove(patch, path);
        });
        remove(patch, METADATA + "annotations/" + escape(AppliedAnnotation.NAME));
        return patch.toString();
    }

    static String restart(CertificateStep.RestartWorkload step) {
        var patch = JSON.objectNode();
        guarded(patch, step.uid(), step.resourceVersion());
        patch.putObject("spec")
                .putObject("template")
                .putObject("metadata")
                .putObject("annotations")
                .put(CertificateStep.RestartWorkload.ANNOTATION, step.leaf());
        return patch.toString();
    }

    static String nothing(String uid, String resourceVersion) {
        var patch = JSON.objectNode();
        guarded(patch, uid, resourceVersion);
        return patch.toString();
    }

    /**
     * Removes our entries, last first so that the indexes hold.
     *
     * <p>One empty entry is the API server's word for "none" (Kubernetes documentation, Server-Side Apply, "Clearing
     * managedFields"); what an empty list means is not promised.
     */
    static String release(ObjectMeta service) {
        var patch = JSON.arrayNode();
        expect(patch, METADATA + "uid", service.getUid());
        expect(patch, METADATA + "resourceVersion", service.getResourceVersion());
        var managers = service.getManagedFields().stream()
                .map(ManagedFieldsEntry::getManager)
                .toList();
        if (managers.stream().allMatch(FieldManager.NAME::equals)) {
            operation(patch, "replace", MANAGED_FIELDS)
                    .set("value", JSON.arrayNode().add(JSON.objectNode()));
            return patch.toString();
        }
        for (var index = managers.size() - 1; index >= 0; index--) {
            if (FieldManager.NAME.equals(managers.get(index))) {
                expect(patch, MANAGED_FIELDS + "/" + index + "/manager", FieldManager.NAME);
                remove(patch, MANAGED_FIELDS + "/" + index);
            }
        }
        return patch.toString();
    }

    static String finalizers(String uid, String resourceVersion, List<String> finalizers) {
        var patch = JSON.objectNode();
        var list = guarded(patch, uid, resourceVersion).putArray("finalizers");
        finalizers.forEach(list::add);
        return patch.toString();
    }

    static ObjectNode guarded(ObjectNode patch, String uid, String resourceVersion) {
        return patch.putObject("metadata").put("uid", uid).put("resourceVersion", resourceVersion);
    }

    private static void expect(ArrayNode patch, String path, String value) {
        operation(patch, "test", path).set("value", JSON.textNode(value));
    }

    private static void remove(ArrayNode patch, String path) {
        operation(patch, "remove", path);
    }

    private static ObjectNode operation(ArrayNode patch, String operation, String path) {
        return patch.addObject().put("op", operation).put("path", path);
    }

    /** RFC 6901, section 3. */
    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
