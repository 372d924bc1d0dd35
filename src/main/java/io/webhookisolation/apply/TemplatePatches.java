package io.webhookisolation.apply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.webhookisolation.convert.AppliedAnnotation;
import io.webhookisolation.model.Step;

/** The bodies of our patches of Pod templates: all that the decision saw is tested, and only labels are written. */
final class TemplatePatches {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String LABELS = "/spec/template/metadata/labels";
    private static final String ANNOTATIONS = "/metadata/annotations";

    private TemplatePatches() {}

    static String label(Step.LabelTemplate step) {
        var present = step.add().entries().keySet().stream()
                .filter(step.before().entries()::containsKey)
                .toList();
        if (step.add().isEmpty() || step.before().isEmpty() || !present.isEmpty()) {
            throw new IllegalArgumentException("A labelling of " + step.workload()
                    + " must add labels to others and change none; asked for [" + step.add() + "] where it has ["
                    + step.before() + "]");
        }
        var patch = new GuardedJsonPatch(step.uid(), step.resourceVersion());
        var before = JSON.objectNode();
        step.before().entries().forEach(before::put);
        patch.expect(LABELS, before);
        step.add().entries().forEach((key, value) -> patch.add(LABELS, key, JSON.textNode(value)));
        var record = AppliedAnnotation.write(step.record());
        if (step.annotated()) {
            patch.add(ANNOTATIONS, AppliedAnnotation.NAME, JSON.textNode(record));
        } else {
            patch.add("/metadata", "annotations", JSON.objectNode().put(AppliedAnnotation.NAME, record));
        }
        return patch.toString();
    }

    static String unlabel(Step.UnlabelTemplate step) {
        var patch = new GuardedJsonPatch(step.uid(), step.resourceVersion());
        step.remove().entries().forEach((key, value) -> {
            patch.expect(GuardedJsonPatch.path(LABELS, key), JSON.textNode(value));
            patch.remove(LABELS, key);
        });
        patch.remove(ANNOTATIONS, AppliedAnnotation.NAME);
        return patch.toString();
    }
}
