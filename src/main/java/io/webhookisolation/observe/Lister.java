package io.webhookisolation.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.webhookisolation.model.Gap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** Lists kinds once, at the same time and page by page; what cannot be listed becomes a Gap. */
final class Lister {

    private final KubernetesClient client;

    Lister(KubernetesClient client) {
        this.client = client;
    }

    /** What was read, in no particular order, and what was not. */
    record Listing(List<Kept> objects, List<Gap> gaps) {

        static Listing join(Collection<Listing> parts) {
            return new Listing(
                    parts.stream().flatMap(part -> part.objects.stream()).toList(),
                    parts.stream().flatMap(part -> part.gaps.stream()).toList());
        }
    }

    /**
     * Waits until all of them were read or refused.
     *
     * @param namespaces of namespaced kinds; empty for all
     */
    Listing list(Collection<? extends Kind<?>> kinds, Set<String> namespaces) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<CompletableFuture<Listing>>();
            for (var kind : kinds) {
                var places = kind.namespaced() && !namespaces.isEmpty() ? namespaces : Set.of("");
                places.forEach(place -> running.add(CompletableFuture.supplyAsync(() -> one(kind, place), threads)));
            }
            return Listing.join(running.stream().map(CompletableFuture::join).toList());
        }
    }

    private <R extends HasMetadata> Listing one(Kind<R> kind, String namespace) {
        try {
            return new Listing(pages(kind, namespace), List.of());
        } catch (KubernetesClientException refused) {
            return new Listing(
                    List.of(), List.of(ReadFailure.of(refused).gap("list", kind.name(), kind.resource(), namespace)));
        }
    }

    private <R extends HasMetadata> List<Kept> pages(Kind<R> kind, String namespace) {
        try {
            var kept = new ArrayList<Kept>();
            var options = new ListOptionsBuilder().withLimit(kind.pageSize());
            var more = "";
            do {
                more = page(kind, namespace, options.build(), kept);
                options.withContinue(more);
            } while (!more.isEmpty());
            return kept;
        } catch (KubernetesClientException refused) {
            if (!ReadFailure.of(refused).expired()) {
                throw refused;
            }
            // We were too slow, and the API server has forgotten the state that the first pages belong to.
            var kept = new ArrayList<Kept>();
            page(kind, namespace, new ListOptions(), kept);
            return kept;
        }
    }

    /** Returns the token of the next page, empty after the last one. */
    private <R extends HasMetadata> String page(Kind<R> kind, String namespace, ListOptions options, List<Kept> kept) {
        var resources = client.resources(kind.type());
        var list = namespace.isEmpty()
                ? resources.inAnyNamespace().list(options)
                : resources.inNamespace(namespace).list(options);
        list.getItems().forEach(object -> kept.add(kind.keep(object)));
        var more = list.getMetadata() == null ? null : list.getMetadata().getContinue();
        return more == null ? "" : more;
    }
}
