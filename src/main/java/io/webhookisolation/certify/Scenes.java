package io.webhookisolation.certify;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.rotation.KnownAuthority;
import io.webhookisolation.rotation.Restart;
import io.webhookisolation.rotation.Scene;
import io.webhookisolation.trust.Caller;
import io.webhookisolation.trust.ChainCheck;
import io.webhookisolation.trust.Consent;
import io.webhookisolation.trust.ManagedBy;
import io.webhookisolation.trust.OwnerPod;
import io.webhookisolation.trust.OwnerPod.Sighting;
import io.webhookisolation.trust.Recognition;
import io.webhookisolation.trust.SecretRule;
import io.webhookisolation.trust.Serving;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts what was read of the cluster, and what probes saw, into the terms of a rotation; a pure function. */
final class Scenes {

    private final Custody custody;
    private final Snapshot snapshot;
    private final Set<ServiceReference> services;

    private Scenes(Custody custody, Snapshot snapshot) {
        this.custody = custody;
        this.snapshot = snapshot;
        services = custody.mounts().stream().map(Mount::service).collect(Collectors.toSet());
    }

    /**
     * What is seen.
     *
     * @param policy {@code <namespace>/<policy>}, as a call site's annotation must name it
     */
    static Scene of(
            Custody custody,
            Snapshot snapshot,
            ManagedBy managedBy,
            Set<CallSite> contested,
            String policy,
            Instant now) {
        var scenes = new Scenes(custody, snapshot);
        return new Scene(
                managedBy,
                scenes.secret(),
                custody.keyFits(),
                scenes.serving(),
                custody.authorities().known(),
                custody.highest(),
                custody.serverNames(),
                custody.subtrees(),
                scenes.consents(policy, now),
                contested,
                CostOfStoring.of(custody),
                new Restart.NotWanted());
    }

    private SecretRule.Seen secret() {
        return custody.serving()
                .map(secret -> new SecretRule.Seen(
                        true,
                        secret.type(),
                        secret.immutable(),
                        true,
                        custody.stored().stream().limit(1).toList()))
                .orElseGet(() -> new SecretRule.Seen(false, "", false, true, List.of()));
    }

    private Serving serving() {
        return new Serving(
                custody.stored(),
                custody.storedSince(),
                custody.callers(),
                servers().flatMap(this::looks).toList(),
                custody.owners().anyMatch(owner -> !owner.rollout().settled()),
                authorities(),
                custody.gaps());
    }

    private Set<X509Certificate> authorities() {
        return custody.authorities().known().stream()
                .map(KnownAuthority::certificate)
                .collect(Collectors.toSet());
    }

    /** Whoever mounts the Secret may serve from it, proved to own the Service or not. */
    private Stream<Pod> servers() {
        var namespace = custody.mounts().getFirst().service().namespace();
        var mounting = snapshot.pods().stream()
                .filter(pod -> pod.key().namespace().equals(namespace)
                        && pod.spec().secretMounts().contains(custody.secretName()));
        return Stream.concat(custody.owners().flatMap(owner -> owner.pods().stream()), mounting)
                .filter(pod -> !pod.finished())
                .distinct();
    }

    /** One for each address and port that was asked, since none vouches for another; one without looks if none was. */
    private Stream<OwnerPod> looks(Pod pod) {
        var looks = snapshot.probes().entrySet().stream()
                .filter(probe -> services.contains(probe.getKey().service()))
                .filter(probe -> probe.getKey().podUid().equals(pod.uid()))
                .map(probe -> ownerPod(pod, probe.getValue()))
                .toList();
        return looks.isEmpty() ? Stream.of(ownerPod(pod, List.of())) : looks.stream();
    }

    private static OwnerPod ownerPod(Pod pod, List<ProbeResult> results) {
        return new OwnerPod(
                pod.key().name(),
                pod.started(),
                results.stream()
                        .flatMap(result -> result.outcome() instanceof ProbeOutcome.Served served
                                ? Stream.of(new Sighting(result.at(), served.chain()))
                                : Stream.empty())
                        .toList());
    }

    private Map<CallSite, Consent> consents(String policy, Instant now) {
        var ready = readyChains();
        var consents = new LinkedHashMap<CallSite, Consent>();
        for (var caller : custody.callers()) {
            if (custody.objectOf(caller).isPresent()
                    && isOfOurNamespace(caller)
                    && caller.site().ignored().isEmpty()) {
                Consent.of(
                                caller,
                                caller.site().control().mark(Consent.ANNOTATION),
                                policy,
                                ready,
                                authorities(),
                                ChainCheck.AS_THE_API_SERVER,
                                now)
                        .filter(consent -> consent == Consent.ANNOTATED || !Recognition.isClaimed(caller.site()))
                        .ifPresent(consent -> consents.put(caller.site(), consent));
            }
        }
        return consents;
    }

    /** Elsewhere our authorities certify nothing, and a Pod may show a chain that it only passes on. */
    private boolean isOfOurNamespace(Caller caller) {
        var namespace = custody.mounts().getFirst().service().namespace();
        return caller.site()
                .service()
                .filter(service -> service.namespace().equals(namespace))
                .isPresent();
    }

    private List<List<X509Certificate>> readyChains() {
        return custody.owners()
                .flatMap(owner -> owner.pods().stream())
                .filter(pod -> pod.ready() && !pod.terminating())
                .flatMap(this::looks)
                .flatMap(pod -> pod.sightings().stream().max(Comparator.comparing(Sighting::at)).stream())
                .map(Sighting::chain)
                .filter(chain -> !chain.isEmpty())
                .distinct()
                .toList();
    }
}
