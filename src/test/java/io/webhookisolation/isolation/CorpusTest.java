package io.webhookisolation.isolation;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.webhookisolation.model.*;
import java.nio.file.Path;
import java.time.Instant;
import java.util.*;
import java.util.stream.*;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    @Test
    void figures(@TempDir Path folder) throws Exception {
        assumeTrue(Corpus.isThere());
        var corpus = new Corpus();
        show("files", corpus, corpus.asFiles());
        show("split", corpus, corpus.split(folder.resolve("a"), false));
        show("flat", corpus, corpus.split(folder.resolve("b"), true));
        show("stream", corpus, corpus.asStream());
        show("anonymous", corpus, anonymous(corpus.asStream()));
    }

    static Snapshot anonymous(Snapshot s) {
        return new Snapshot(
                s.live(),
                s.services().stream()
                        .map(x -> new Service(
                                x.key(),
                                x.uid(),
                                x.resourceVersion(),
                                Provenance.NONE,
                                x.labels(),
                                x.selector(),
                                x.ports(),
                                x.headless(),
                                x.externalName(),
                                x.localTrafficOnly(),
                                x.publishNotReadyAddresses(),
                                x.governs(),
                                x.manager(),
                                x.ignored(),
                                x.applied(),
                                x.corruptRecord(),
                                x.ownFieldsEntry(),
                                x.terminating()))
                        .toList(),
                s.slices(),
                s.pods(),
                s.workloads().stream()
                        .map(w -> new Workload(
                                w.key(),
                                w.uid(),
                                Provenance.NONE,
                                w.labels(),
                                w.matchLabels(),
                                w.template(),
                                w.desiredPods(),
                                w.rollout(),
                                w.controller()))
                        .toList(),
                s.callSites(),
                s.certificates().stream()
                        .map(c -> new Certificate(c.key(), Provenance.NONE, c.dnsNames(), c.secretName()))
                        .toList(),
                s.probes(),
                s.users(),
                s.gaps());
    }

    void show(String title, Corpus corpus, Snapshot snapshot) {
        var start = System.nanoTime();
        var analysis = IsolationAnalysis.analyse(snapshot, Policy.DEFAULT_LABEL_KEYS, Instant.EPOCH);
        System.out.println("=== " + title + " services " + analysis.services().size() + " findings "
                + analysis.findings().size() + " ms " + (System.nanoTime() - start) / 1000000);
        for (var e : corpus.services()) {
            var found = analysis.services().stream()
                    .filter(v -> v.reference().name().equals(e.service()))
                    .toList();
            var ok = found.stream()
                    .anyMatch(v -> names(v.owners()).equals(e.owners())
                            && names(v.foreign()).equals(e.foreign()));
            if (!ok)
                found.forEach(v -> {
                    System.out.println("DIFF " + e.service() + " " + v.serviceClass() + " selector "
                            + v.service().map(Service::selector) + " owners " + names(v.owners()) + " expected "
                            + e.owners() + " foreign " + names(v.foreign()).size() + "/"
                            + e.foreign().size() + " unknown " + names(v.unknown()));
                    v.workloads().stream()
                            .filter(w -> w.relation() != Relation.FOREIGN
                                    || e.owners().contains(w.workload().kindAndName()))
                            .forEach(w -> System.out.println(
                                    "      " + w.workload().kindAndName() + " " + w.relation() + " " + w.evidence()));
                });
            else if (e.overlap())
                found.forEach(v -> System.out.println("  " + e.service() + " " + v.serviceClass() + " " + v.repair()));
        }
        analysis.findings().stream()
                .filter(f -> f.severity() != Severity.NOTE)
                .forEach(f -> System.out.println("  " + f.severity() + " " + f.code() + " " + f.message()));
    }

    static SortedSet<String> names(List<WorkloadVerdict> l) {
        return l.stream().map(w -> w.workload().kindAndName()).collect(Collectors.toCollection(TreeSet::new));
    }
}
