package io.webhookisolation.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.format.Audit;
import io.webhookisolation.isolation.IsolationAnalysis;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.observe.ClusterReader;
import io.webhookisolation.observe.ClusterUnreachableException;
import io.webhookisolation.probe.Dialer;
import io.webhookisolation.probe.ProbeLimits;
import io.webhookisolation.probe.ProbeTargets;
import io.webhookisolation.probe.Prober;
import io.webhookisolation.suggest.Manifests;
import io.webhookisolation.suggest.Suggestions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * An audit of a cluster: everything is listed once, and each endpoint is probed once.
 *
 * <p>What was not readable could be what excludes an owner, so a partial view gives no verdict at all.
 *
 * @param client makes the client, which is closed at the end
 * @param namespace empty for that of the context
 */
record ClusterAudit(
        Supplier<KubernetesClient> client,
        Dialer dialer,
        boolean allNamespaces,
        String namespace,
        boolean probe,
        InstantSource clock)
        implements AuditSource {

    @Override
    public Audit read(Progress progress) {
        progress.say("Asking the cluster");
        try (var connected = client.get()) {
            var namespaces = namespaces(connected);
            progress.say("Reading "
                    + (allNamespaces
                            ? "all namespaces"
                            : "namespace " + namespaces.iterator().next()));
            var snapshot = read(connected, namespaces);
            var seen = probe ? probed(snapshot, progress) : snapshot;
            var analysis = IsolationAnalysis.analyse(seen, Policy.DEFAULT_LABEL_KEYS, clock.instant());
            return new Audit(analysis, objects(seen), new TreeMap<>(), Suggestions.of(seen, analysis, Manifests.NONE));
        }
    }

    private Set<String> namespaces(KubernetesClient connected) {
        if (allNamespaces) {
            return Set.of();
        }
        return Set.of(namespace(connected, namespace));
    }

    /** The one that was given, else that of the context. */
    static String namespace(KubernetesClient connected, String given) {
        return given.isEmpty() ? Optional.ofNullable(connected.getNamespace()).orElse("default") : given;
    }

    /** All of these namespaces; a {@link CommandFailure} if anything of them cannot be read. */
    static Snapshot read(KubernetesClient connected, Set<String> namespaces) {
        try {
            var snapshot = ClusterReader.read(connected, namespaces);
            if (!snapshot.complete()) {
                throw new CommandFailure(
                        snapshot.gaps().stream().map(Gap::detail).distinct().collect(Collectors.joining("; "))
                                + ": without that a verdict could be wrong, so there is none.");
            }
            return snapshot;
        } catch (ClusterUnreachableException e) {
            throw new CommandFailure(e.getMessage() + ".", e);
        }
    }

    private Snapshot probed(Snapshot snapshot, Progress progress) {
        var targets = targets(snapshot);
        progress.say("Probing " + targets.size() + " endpoints");
        try (var prober = new Prober(dialer, clock, ProbeLimits.DEFAULT)) {
            var results = new TreeMap<ProbeTarget, List<ProbeResult>>();
            prober.probe(targets).forEach(result -> results.put(result.target(), List.of(result)));
            return snapshot.withProbes(results);
        }
    }

    private static List<ProbeTarget> targets(Snapshot snapshot) {
        return snapshot.callSites().stream()
                .map(CallSite::service)
                .flatMap(Optional::stream)
                .distinct()
                .flatMap(service -> ProbeTargets.of(snapshot, service, snapshot.callSites()).stream())
                .toList();
    }

    private static int objects(Snapshot snapshot) {
        return snapshot.services().size()
                + snapshot.slices().size()
                + snapshot.pods().size()
                + snapshot.workloads().size()
                + snapshot.certificates().size()
                + (int) snapshot.callSites().stream()
                        .map(CallSite::configuration)
                        .distinct()
                        .count();
    }
}
