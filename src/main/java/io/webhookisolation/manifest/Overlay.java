package io.webhookisolation.manifest;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.OwnerReference;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Workload;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cluster as it would be if manifests were applied to it: what they name is replaced, the rest is added.
 *
 * <p>The result is judged as manifests are, by templates: what is not installed yet has neither endpoints nor answers.
 */
public final class Overlay {

    private final Snapshot files;
    private final Snapshot cluster;
    private final Set<String> replaced;

    private Overlay(Snapshot files, Snapshot cluster) {
        this.files = files;
        this.cluster = cluster;
        replaced =
                files.workloads().stream().map(Workload::key).map(Overlay::name).collect(Collectors.toSet());
    }

    /** Lays what was read from files over what was read from a cluster. */
    public static Snapshot of(Snapshot files, Snapshot cluster) {
        return new Overlay(files, cluster).snapshot();
    }

    private Snapshot snapshot() {
        return new Snapshot(
                false,
                joined(Snapshot::services, Service::key),
                List.of(),
                cluster.pods().stream()
                        .filter(pod -> isLeft(pod.key(), pod.controller()) && !isOfReplacedRevision(pod.controller()))
                        .toList(),
                Stream.concat(
                                files.workloads().stream(),
                                cluster.workloads().stream()
                                        .filter(workload -> isLeft(workload.key(), workload.controller())))
                        .toList(),
                joined(Snapshot::callSites, CallSite::configuration),
                joined(Snapshot::certificates, Certificate::key),
                new TreeMap<>(),
                new TreeMap<>(),
                Stream.concat(files.grants().stream(), cluster.grants().stream())
                        .distinct()
                        .toList(),
                Stream.concat(files.names().stream(), cluster.names().stream()).toList(),
                cluster.gaps());
    }

    private <T> List<T> joined(Function<Snapshot, List<T>> part, Function<T, ObjectKey> key) {
        var first = part.apply(files);
        var named = first.stream().map(key).map(Overlay::name).collect(Collectors.toSet());
        return Stream.concat(
                        first.stream(),
                        part.apply(cluster).stream().filter(each -> !named.contains(name(key.apply(each)))))
                .toList();
    }

    private boolean isLeft(ObjectKey key, Optional<OwnerReference> controller) {
        return !replaced.contains(name(key)) && !isReplaced(key.namespace(), controller);
    }

    private boolean isReplaced(String namespace, Optional<OwnerReference> controller) {
        return controller
                .filter(owner -> replaced.contains(name(namespace, owner.kind(), owner.name())))
                .isPresent();
    }

    private boolean isOfReplacedRevision(Optional<OwnerReference> controller) {
        return cluster.workloads().stream()
                .filter(revision -> isReplaced(revision.key().namespace(), revision.controller()))
                .anyMatch(revision -> controller
                        .filter(owner -> owner.uid().equals(revision.uid()))
                        .isPresent());
    }

    private static String name(ObjectKey key) {
        return name(key.namespace(), key.kind(), key.name());
    }

    private static String name(String namespace, String kind, String name) {
        return kind + " " + namespace + "/" + name;
    }
}
