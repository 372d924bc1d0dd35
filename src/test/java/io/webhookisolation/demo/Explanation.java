package io.webhookisolation.demo;

import io.webhookisolation.format.Audit;
import io.webhookisolation.format.AuditReport;
import io.webhookisolation.format.Palette;
import io.webhookisolation.format.TableFormat;
import io.webhookisolation.isolation.IsolationAnalysis;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.observe.ClusterReader;
import io.webhookisolation.probe.ProbeLimits;
import io.webhookisolation.probe.ProbeTargets;
import io.webhookisolation.probe.Prober;
import io.webhookisolation.scenario.ControlPlane;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What {@code audit} prints about the namespace: the same reading, probing, analysis and table. */
final class Explanation {

    private final ControlPlane plane;
    private final String namespace;

    Explanation(ControlPlane plane, String namespace) {
        this.plane = plane;
        this.namespace = namespace;
    }

    List<String> lines() {
        var snapshot = probed(ClusterReader.read(plane.client(), Set.of(namespace)));
        var analysis = IsolationAnalysis.analyse(
                snapshot, Policy.DEFAULT_LABEL_KEYS, InstantSource.system().instant());
        var objects = snapshot.services().size()
                + snapshot.workloads().size()
                + snapshot.pods().size();
        var report = AuditReport.of(new Audit(analysis, objects, new TreeMap<>(), List.of()));
        return new TableFormat(Palette.PLAIN).print(report).lines().toList();
    }

    private Snapshot probed(Snapshot snapshot) {
        var targets = snapshot.callSites().stream()
                .map(CallSite::service)
                .flatMap(Optional::stream)
                .distinct()
                .flatMap(service -> ProbeTargets.of(snapshot, service, snapshot.callSites()).stream())
                .toList();
        var results = new TreeMap<ProbeTarget, List<ProbeResult>>();
        try (var prober = new Prober(plane.dialer(), InstantSource.system(), ProbeLimits.DEFAULT)) {
            prober.probe(targets).forEach(result -> results.put(result.target(), List.of(result)));
        }
        return snapshot.withProbes(results);
    }
}
