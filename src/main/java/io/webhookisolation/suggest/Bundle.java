package io.webhookisolation.suggest;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * What the publisher of an OLM bundle has to change: OLM makes the Service of a webhook definition itself, with the
 * {@code matchLabels} of the Deployment as its selector.
 */
final class Bundle {

    private Bundle() {}

    /**
     * The note.
     *
     * @param csv name of the ClusterServiceVersion, empty if not known
     * @param owners what each owner's selector and template need
     */
    static List<Part> parts(String csv, SortedMap<ObjectKey, LabelSet> owners) {
        var lines = new ArrayList<String>();
        lines.add("spec:");
        lines.add("  install:");
        lines.add("    spec:");
        lines.add("      deployments:");
        owners.forEach((owner, labels) -> {
            lines.add("        - name: " + Syntax.yaml(owner.name()));
            lines.add("          spec:");
            lines.add("            selector:");
            lines.add("              matchLabels:");
            labels.entries().entrySet().forEach(label -> lines.add("                " + JsonPatch.yaml(label)));
            lines.add("            template:");
            lines.add("              metadata:");
            lines.add("                labels:");
            labels.entries().entrySet().forEach(label -> lines.add("                  " + JsonPatch.yaml(label)));
        });
        return List.of(new Part.Note(
                "nothing that is changed in the cluster lasts. Ask the publisher of ClusterServiceVersion"
                        + (csv.isEmpty() ? "" : " " + csv)
                        + " for this: OLM selects by the Deployment's matchLabels. They are immutable, so the Deployment"
                        + " needs a new name with them. Where the Service is a manifest of the bundle, its selector needs"
                        + " the labels, and the Deployment stays",
                String.join("\n", lines) + "\n"));
    }
}
