package io.webhookisolation.suggest;

import java.util.ArrayList;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Changes as kubectl commands: those of templates first, then the wait for their rollout, then the selectors. */
final class Kubectl {

    private static final Set<String> ROLLED_OUT = Set.of("Deployment", "StatefulSet", "DaemonSet");

    private Kubectl() {}

    /** One command line: what fails ends it, so that no selector is narrowed before the Pods carry the label. */
    static Part.Command jsonPatch(Work work) {
        return new Part.Command(
                "run it; the test operations refuse it where something moved since",
                line(work, Kubectl::jsonPatch),
                false);
    }

    static Part.Command strategicMerge(Work work) {
        return new Part.Command(
                "run it, and add the same to the manifest that you apply", line(work, Kubectl::strategicMerge), false);
    }

    private static String line(Work work, Function<LabelChange, String> selectorPatch) {
        var commands = new ArrayList<String>();
        work.templates().stream().map(Kubectl::jsonPatch).forEach(commands::add);
        work.templates().stream()
                .filter(change -> ROLLED_OUT.contains(change.object().kind()))
                .map(Kubectl::awaitRollout)
                .forEach(commands::add);
        work.selectors().stream().map(selectorPatch).forEach(commands::add);
        return String.join(" &&\n", commands);
    }

    static String jsonPatch(LabelChange change) {
        return patch(change, "json") + "'" + new JsonPatch(change).json() + "'";
    }

    private static String strategicMerge(LabelChange change) {
        var path = change.path();
        var opening =
                path.stream().map(field -> "{" + Syntax.quoted(field) + ":").collect(Collectors.joining());
        return patch(change, "strategic") + "'" + opening + JsonPatch.json(change.added()) + "}".repeat(path.size())
                + "'";
    }

    private static String patch(LabelChange change, String type) {
        return "kubectl patch " + change.resource() + namespace(change) + " --type=" + type + " --patch=";
    }

    private static String awaitRollout(LabelChange change) {
        return "kubectl rollout status " + change.resource() + namespace(change) + " --timeout=10m";
    }

    private static String namespace(LabelChange change) {
        return change.object().namespace().isEmpty()
                ? ""
                : " --namespace=" + change.object().namespace();
    }
}
