package io.webhookisolation.suggest;

import io.webhookisolation.suggest.Work.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Changes as {@code patches} of kustomize, in a component and in what Flux hands on to kustomize. */
final class Kustomize {

    private static final String ABOVE =
            "list this folder under `components:` of a kustomization whose resources already"
                    + " bear these names, that is above the one that sets namePrefix";

    private Kustomize() {}

    static List<Part> component(Work work) {
        return work.steps().stream()
                .<Part>map(step -> new Part.NewFile(
                        step.instruction(ABOVE),
                        path(work, step) + "/kustomization.yaml",
                        lines(
                                List.of("apiVersion: kustomize.config.k8s.io/v1alpha1", "kind: Component"),
                                patches(step.changes(), "")),
                        false))
                .toList();
    }

    /** The kustomization of a post-renderer, over one file with all that was rendered. */
    static String over(String resource, Step step) {
        return lines(
                List.of(
                        "apiVersion: kustomize.config.k8s.io/v1beta1",
                        "kind: Kustomization",
                        "resources:",
                        "  - " + resource),
                patches(step.standing(), ""));
    }

    static List<Part> fluxKustomization(Work work, FluxObject object) {
        var parts = new ArrayList<>(work.steps().stream()
                .map(step -> fragment(
                        work,
                        step,
                        object,
                        "merge these patches into spec.patches of " + object + ", where it is kept in Git",
                        patches(step.standing(), "  ")))
                .toList());
        parts.add(new Part.Note(
                "instead, from kustomize-controller 1.9 on, Flux can be told to keep the live selector: add this rule to"
                        + " spec.ignore of " + object + ", then change the cluster with kubectl",
                ignored(work)));
        return parts;
    }

    static List<Part> fluxHelmRelease(Work work, FluxObject object) {
        return work.steps().stream()
                .map(step -> fragment(
                        work,
                        step,
                        object,
                        "merge this post-renderer into spec.postRenderers of " + object + ", where it is kept in Git",
                        lines(List.of("  postRenderers:", "    - kustomize:"), patches(step.standing(), "        "))
                                .lines()
                                .toList()))
                .toList();
    }

    private static Part fragment(Work work, Step step, FluxObject object, String instruction, List<String> spec) {
        return new Part.NewFile(
                step.instruction(instruction),
                path(work, step) + "/" + object.kind().toLowerCase(Locale.ROOT) + ".yaml",
                lines(object.head(), spec),
                false);
    }

    private static String ignored(Work work) {
        var lines = new ArrayList<>(List.of("ignore:"));
        for (var change : work.all()) {
            lines.add("  - paths: [/" + String.join("/", change.path()) + "]");
            lines.add("    target: {kind: " + change.object().kind() + ", name: "
                    + Syntax.yaml(change.object().name()) + ", namespace: "
                    + Syntax.yaml(change.object().namespace()) + "}");
        }
        return String.join("\n", lines) + "\n";
    }

    /** Names in targets are regular expressions, in which a dot would mean any character. */
    private static List<String> patches(List<LabelChange> changes, String indent) {
        var lines = new ArrayList<String>();
        lines.add(indent + "patches:");
        for (var change : changes) {
            lines.add(indent + "  - target:");
            if (!change.group().isEmpty()) {
                lines.add(indent + "      group: " + change.group());
            }
            lines.add(indent + "      version: " + change.version());
            lines.add(indent + "      kind: " + change.object().kind());
            lines.add(indent + "      name: "
                    + Syntax.yaml(change.object().name()).replace(".", "[.]"));
            lines.add(indent + "    patch: |-");
            new JsonPatch(change).yaml().forEach(line -> lines.add(indent + "      " + line));
        }
        return lines;
    }

    /** The folder that a step's files go to. */
    static String path(Work work, Step step) {
        return "webhook-isolation/"
                + (work.namespace().isEmpty() ? "" : work.namespace() + "/")
                + work.name()
                + (step.name().isEmpty() ? "" : "/" + step.name());
    }

    private static String lines(List<String> head, List<String> rest) {
        return String.join("\n", head) + "\n" + String.join("\n", rest) + "\n";
    }
}
