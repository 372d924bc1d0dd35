package io.webhookisolation.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who else writes a Deployment's Pod template, how it rolls out, and what we left on it.
 *
 * @param resourceVersion empty where the template is not ours to touch
 * @param manager who wrote the Deployment
 * @param hazard how a rollout could cost a ready Pod before its successor is ready; empty if it cannot
 * @param readinessPorts names and numbers of the ports that readiness probes of its containers test
 * @param lingeringPorts those of them whose container goes on serving for a while when its Pod ends
 * @param restarts who replaces its Pods when a Secret of theirs changes
 * @param annotated it has annotations; a JSON patch cannot add one to none
 * @param applied our undo record
 * @param ownFieldsEntry our field manager still stands in {@code managedFields} and must be dropped
 */
public record TemplateControl(
        String resourceVersion,
        SelectorManager manager,
        String hazard,
        SortedSet<String> readinessPorts,
        SortedSet<String> lingeringPorts,
        RestartOnChange restarts,
        boolean annotated,
        Optional<TemplateRecord> applied,
        boolean ownFieldsEntry,
        boolean terminating) {

    public static final TemplateControl NONE = new TemplateControl(
            "",
            SelectorManager.NONE,
            "",
            new TreeSet<>(),
            new TreeSet<>(),
            RestartOnChange.NONE,
            false,
            Optional.empty(),
            false,
            false);

    public TemplateControl {
        readinessPorts = Collections.unmodifiableSortedSet(new TreeSet<>(readinessPorts));
        lingeringPorts = Collections.unmodifiableSortedSet(new TreeSet<>(lingeringPorts));
    }

    /** The labels that our record says we added. */
    public LabelSet added() {
        return applied.map(TemplateRecord::added).orElse(LabelSet.EMPTY);
    }

    public TemplateControl with(TemplateRecord record) {
        return new TemplateControl(
                resourceVersion,
                manager,
                hazard,
                readinessPorts,
                lingeringPorts,
                restarts,
                annotated,
                Optional.of(record),
                ownFieldsEntry,
                terminating);
    }

    public TemplateControl with(RestartOnChange other) {
        return new TemplateControl(
                resourceVersion,
                manager,
                hazard,
                readinessPorts,
                lingeringPorts,
                other,
                annotated,
                applied,
                ownFieldsEntry,
                terminating);
    }
}
