package io.webhookisolation.plan;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.PodTemplate;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Workload;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A workload, or a Pod of none that is known, and what its affinity and topology spread say about others' Pods. */
record Onlooker(ObjectKey key, PodTemplate template) {

    static Stream<Onlooker> of(Snapshot snapshot) {
        var workloads = snapshot.workloads().stream().map(Workload::uid).collect(Collectors.toSet());
        var pods = snapshot.pods().stream()
                .filter(pod -> !pod.finished())
                .filter(pod -> pod.controller()
                        .filter(controller -> workloads.contains(controller.uid()))
                        .isEmpty())
                .map(pod -> new Onlooker(pod.key(), pod.spec()));
        return Stream.concat(
                snapshot.workloads().stream().map(workload -> new Onlooker(workload.key(), workload.template())), pods);
    }

    /** Whether it looks at Pods of that namespace otherwise once they carry these labels instead of those. */
    boolean tellsApart(String namespace, LabelSet before, LabelSet after) {
        return template.placement().stream()
                .filter(term -> term.looksInto(namespace, key.namespace()))
                .map(term -> term.selectorFor(template.labels()))
                .anyMatch(selector -> selector.selects(before) != selector.selects(after));
    }

    /** Whether it would look at other Pods if it carried these labels itself. */
    boolean changesWith(LabelSet labels) {
        return template.placement().stream()
                .anyMatch(term -> !term.selectorFor(template.labels()).equals(term.selectorFor(labels)));
    }
}
