package io.webhookisolation.suggest;

import java.util.ArrayList;
import java.util.List;

/**
 * Lets an Argo CD Application leave the added labels alone, and then adds them.
 *
 * <p>{@code ignoreDifferences} concerns the comparison only; {@code RespectIgnoreDifferences} makes syncs keep the live
 * value too (Argo CD, user guide, sync options).
 */
final class ArgoCd {

    private ArgoCd() {}

    static List<Part> parts(Work work) {
        var file = new Part.NewFile(
                "merge this into the Application, where it is kept in Git; its name stands before the first colon of the"
                        + " Service's annotation argocd.argoproj.io/tracking-id",
                Kustomize.path(work, work.steps().getFirst()).replaceFirst("/label$", "") + "/application.yaml",
                application(work),
                false);
        var command = Kubectl.jsonPatch(work);
        return List.of(file, new Part.Command("once Argo CD has the new Application, run this", command.line(), true));
    }

    private static String application(Work work) {
        var lines = new ArrayList<String>();
        lines.add("apiVersion: argoproj.io/v1alpha1");
        lines.add("kind: Application");
        lines.add("spec:");
        lines.add("  ignoreDifferences:");
        for (var change : work.all()) {
            lines.add("    - group: " + (change.group().isEmpty() ? "\"\"" : change.group()));
            lines.add("      kind: " + change.object().kind());
            lines.add("      namespace: " + Syntax.yaml(change.object().namespace()));
            lines.add("      name: " + Syntax.yaml(change.object().name()));
            lines.add("      jqPathExpressions:");
            change.added()
                    .entries()
                    .keySet()
                    .forEach(key ->
                            lines.add("        - ." + String.join(".", change.path()) + "." + Syntax.quoted(key)));
        }
        lines.add("  syncPolicy:");
        lines.add("    syncOptions:");
        lines.add("      - RespectIgnoreDifferences=true");
        return String.join("\n", lines) + "\n";
    }
}
