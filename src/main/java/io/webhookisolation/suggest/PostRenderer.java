package io.webhookisolation.suggest;

import io.webhookisolation.suggest.Work.Step;
import java.util.List;

/**
 * A folder that is a post-renderer for Helm: version 3 calls its script by path, version 4 takes it as a plugin by name.
 */
final class PostRenderer {

    private static final String SCRIPT = """
            #!/bin/sh
            # Prints what Helm rendered with the patches of the kustomization beside this script.
            set -eu
            here=$(cd "$(dirname "$0")" && pwd)
            folder=$(mktemp -d)
            trap 'rm -rf "$folder"' EXIT
            cp "$here/kustomization.yaml" "$folder"
            cat > "$folder/rendered.yaml"
            kubectl kustomize "$folder"
            """;

    private PostRenderer() {}

    static List<Part> parts(Work work) {
        return work.steps().stream().flatMap(step -> parts(work, step).stream()).toList();
    }

    private static List<Part> parts(Work work, Step step) {
        var folder = Kustomize.path(work, step);
        var plugin = "webhook-isolation-" + work.name().replace('.', '-')
                + (step.name().isEmpty() ? "" : "-" + step.name());
        return List.of(
                new Part.NewFile(
                        step.instruction("three files make the post-renderer"),
                        folder + "/kustomization.yaml",
                        Kustomize.over("rendered.yaml", step),
                        false),
                new Part.NewFile("its script", folder + "/post-render.sh", SCRIPT, true),
                new Part.NewFile("what makes it a plugin of Helm 4", folder + "/plugin.yaml", plugin(plugin), false),
                new Part.Note(
                        "upgrade with it, now and each time: without it the old selector comes back. If the chart has a"
                                + " value for these labels, set that instead",
                        "Helm 3: helm upgrade " + work.name() + " CHART --post-renderer ./" + folder
                                + "/post-render.sh\n"
                                + "Helm 4: helm plugin install ./" + folder + "\n"
                                + "        helm upgrade " + work.name() + " CHART --post-renderer " + plugin + "\n"));
    }

    private static String plugin(String name) {
        return """
                apiVersion: v1
                type: postrenderer/v1
                name: %s
                version: 1.0.0
                runtime: subprocess
                runtimeConfig:
                  platformCommand:
                    - command: ${HELM_PLUGIN_DIR}/post-render.sh
                """.formatted(name);
    }
}
