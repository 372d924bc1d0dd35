package io.webhookisolation.convert;

import io.webhookisolation.model.BundleControl;
import java.util.List;
import java.util.Map;

/** Reads who writes the bundle of one call site: by marks of the object, and by the owner of the field. */
final class BundleControls {

    private static final String BUNDLE = "f:caBundle";

    private BundleControls() {}

    /**
     * @param path of the elements of FieldsV1 around the bundle
     */
    static BundleControl of(Metadata meta, List<String> path) {
        var marks = TrustMarks.of(meta);
        var writer = meta.managedFields().stream()
                .filter(entry ->
                        entry.getFieldsV1() != null && owns(entry.getFieldsV1().getAdditionalProperties(), path))
                .map(entry -> OrEmpty.text(entry.getManager()))
                .findFirst()
                .orElse("");
        return marks.isEmpty() && writer.isEmpty() ? BundleControl.NONE : new BundleControl(marks, writer);
    }

    private static boolean owns(Map<?, ?> fields, List<String> path) {
        return path.isEmpty()
                ? fields.containsKey(BUNDLE)
                : fields.get(path.getFirst()) instanceof Map<?, ?> inner && owns(inner, path.subList(1, path.size()));
    }
}
