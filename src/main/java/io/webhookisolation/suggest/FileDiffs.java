package io.webhookisolation.suggest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Diffs of the audited files, one after the other: each starts from what the ones before it leave, so that all of them
 * together can be applied at once.
 *
 * <p>All but those for later: a selector that asks for a label before the Pods carry it empties its Service.
 */
final class FileDiffs {

    private final Manifests manifests;
    private final Map<String, List<Insertion>> done = new TreeMap<>();

    FileDiffs(Manifests manifests) {
        this.manifests = manifests;
    }

    /** Whether diffs can say all of it. */
    boolean canSay(Work work) {
        return work.all().stream()
                .allMatch(change -> insertion(change).isPresent()
                        && manifests.text(change.object().source().file()).isPresent());
    }

    List<Part> parts(Work work) {
        var steps = work.steps();
        var parts = new ArrayList<Part>();
        var first = insertions(steps.getFirst().changes());
        parts.add(part(steps.getFirst().instruction(command(work)), first, false));
        first.forEach((file, added) ->
                done.computeIfAbsent(file, _ -> new ArrayList<>()).addAll(added));
        steps.stream()
                .skip(1)
                .map(step -> part(
                        step.instruction("run audit again, it prints this then"), insertions(step.changes()), true))
                .forEach(parts::add);
        return parts;
    }

    private Part part(String instruction, SortedMap<String, List<Insertion>> added, boolean later) {
        return added.isEmpty()
                ? new Part.Note(instruction + "; the diff for that stands above", "")
                : new Part.Diff(instruction, diff(added), later);
    }

    private String command(Work work) {
        var folder = manifests
                .text(work.selectors().getFirst().object().source().file())
                .map(Manifests.FileText::folder)
                .orElse("");
        return folder.isEmpty() ? "patch -p1, or git apply" : "patch -p1 -d " + folder;
    }

    private SortedMap<String, List<Insertion>> insertions(List<LabelChange> changes) {
        var byFile = new TreeMap<String, List<Insertion>>();
        for (var change : changes) {
            var file = change.object().source().file();
            insertion(change)
                    .filter(insertion -> !done.getOrDefault(file, List.of()).contains(insertion))
                    .ifPresent(insertion ->
                            byFile.computeIfAbsent(file, _ -> new ArrayList<>()).add(insertion));
        }
        return byFile;
    }

    private String diff(SortedMap<String, List<Insertion>> added) {
        return added.entrySet().stream()
                .map(entry -> manifests
                        .text(entry.getKey())
                        .map(text ->
                                UnifiedDiff.of(text, done.getOrDefault(entry.getKey(), List.of()), entry.getValue()))
                        .orElse(""))
                .collect(Collectors.joining());
    }

    private Optional<Insertion> insertion(LabelChange change) {
        return manifests
                .place(change.object().source(), change.path())
                .map(place -> Insertion.of(place, change.added()));
    }
}
