package io.webhookisolation.observe;

import io.webhookisolation.convert.SnapshotAssembler;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.EndpointSlice;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.PodTemplate;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that we keep of one object that was read; two that are equal make equal Snapshots. */
sealed interface Kept {

    /** In place of a namespace: every Snapshot has to hold it. */
    String EVERYWHERE = "";

    /** The namespaces whose Snapshots it belongs to, or {@link #EVERYWHERE}. */
    Set<String> namespaces();

    /** The namespaces that it concerns without belonging there, or {@link #EVERYWHERE}: as an alias, or by affinity. */
    default Set<String> reaches() {
        return Set.of();
    }

    /** What it makes the API server call. */
    default List<CallSite> callSites() {
        return List.of();
    }

    /** What a webhook configuration or an APIService makes the API server call. */
    record Callers(List<CallSite> callSites) implements Kept {
        @Override
        public Set<String> namespaces() {
            return namespacesOf(callSites);
        }

        @Override
        public Set<String> reaches() {
            return reachOf(callSites);
        }
    }

    /** A CustomResourceDefinition, by its name {@code <plural>.<group>}. */
    record Definition(String name, List<CallSite> callSites) implements Kept {
        @Override
        public Set<String> namespaces() {
            return namespacesOf(callSites);
        }

        @Override
        public Set<String> reaches() {
            return reachOf(callSites);
        }
    }

    record OfService(Service service) implements Kept {
        @Override
        public Set<String> namespaces() {
            return Set.of(service.key().namespace());
        }

        /** {@code <name>.<namespace>.svc}, whatever follows; DNS knows no case. */
        @Override
        public Set<String> reaches() {
            return service.externalName().stream()
                    .map(name -> name.toLowerCase(Locale.ROOT).split("\\.", 4))
                    .filter(labels -> labels.length > 2 && labels[2].equals("svc"))
                    .map(labels -> labels[1])
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    record OfSlice(EndpointSlice slice) implements Kept {
        @Override
        public Set<String> namespaces() {
            return Set.of(slice.key().namespace());
        }
    }

    record OfPod(Pod pod) implements Kept {
        @Override
        public Set<String> namespaces() {
            return Set.of(pod.key().namespace());
        }

        @Override
        public Set<String> reaches() {
            return reachedBy(pod.spec());
        }
    }

    /**
     * A workload.
     *
     * @param governs the Service that a StatefulSet's {@code serviceName} names
     */
    record OfWorkload(Workload workload, Optional<ServiceReference> governs) implements Kept {
        @Override
        public Set<String> namespaces() {
            return Set.of(workload.key().namespace());
        }

        @Override
        public Set<String> reaches() {
            return reachedBy(workload.template());
        }
    }

    /** An object that could not be converted: its namespace is incomplete until it changes. */
    record Unreadable(String namespace, Gap gap) implements Kept {
        @Override
        public Set<String> namespaces() {
            return Set.of(namespace);
        }

        @Override
        public Set<String> reaches() {
            return Set.of(EVERYWHERE);
        }
    }

    /** Adds it to a world; of the call sites only those that are wanted there. */
    default void addTo(SnapshotAssembler world, Predicate<CallSite> wanted) {
        switch (this) {
            case Callers(var callSites) -> callSites.stream().filter(wanted).forEach(world::callSite);
            case Definition(var name, var callSites) ->
                callSites.stream().filter(wanted).forEach(world::callSite);
            case OfService(var service) -> world.service(service);
            case OfSlice(var slice) -> world.slice(slice);
            case OfPod(var pod) -> world.pod(pod);
            case OfWorkload(var workload, var governs) -> {
                world.workload(workload);
                governs.ifPresent(world::governing);
            }
            case Unreadable(var namespace, var gap) -> world.gap(gap);
        }
    }

    private static Set<String> reachedBy(PodTemplate template) {
        return template.placement().stream()
                .flatMap(term -> term.everywhere() ? Stream.of(EVERYWHERE) : term.namespaces().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whoever is called by a URL may be anywhere. */
    private static Set<String> reachOf(List<CallSite> callSites) {
        return callSites.stream().anyMatch(callSite -> callSite.url().isPresent()) ? Set.of(EVERYWHERE) : Set.of();
    }

    private static Set<String> namespacesOf(List<CallSite> callSites) {
        return callSites.stream()
                .flatMap(callSite -> callSite.service().stream())
                .map(ServiceReference::namespace)
                .collect(Collectors.toUnmodifiableSet());
    }
}
