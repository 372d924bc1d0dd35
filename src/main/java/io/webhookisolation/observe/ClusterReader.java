package io.webhookisolation.observe;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.convert.SnapshotAssembler;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Snapshot;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Reads a cluster once, for {@code audit}. */
public final class ClusterReader {

    /** The client itself tries again for minutes, which is right for an operator and not for a person who waits. */
    static final Duration PATIENCE = Duration.ofSeconds(8);

    private ClusterReader() {}

    /**
     * What may not be read is a Gap of the Snapshot.
     *
     * @param namespaces empty for all; else of the call sites only those that name Services there are read
     * @throws ClusterUnreachableException within 10 s if nothing answers, or answers that we are nobody
     */
    public static Snapshot read(KubernetesClient client, Set<String> namespaces) {
        return read(client, namespaces, PATIENCE);
    }

    static Snapshot read(KubernetesClient client, Set<String> namespaces, Duration patience) {
        greet(client, patience);
        var listing = new Lister(client).list(Kinds.all().toList(), namespaces);
        var world = new SnapshotAssembler();
        listing.objects().forEach(kept -> kept.addTo(world, within(namespaces)));
        listing.gaps().forEach(world::gap);
        if (knowsCertificates(listing.objects())) {
            var certificates = new Certificates(client);
            places(namespaces).forEach(place -> certificates.addTo(world, place));
        }
        new ClusterRights(client).addTo(world);
        return world.live(Map.of());
    }

    private static Predicate<CallSite> within(Set<String> namespaces) {
        return callSite -> namespaces.isEmpty()
                || callSite.service()
                        .filter(service -> namespaces.contains(service.namespace()))
                        .isPresent();
    }

    private static Set<String> places(Set<String> namespaces) {
        return namespaces.isEmpty() ? Set.of("") : namespaces;
    }

    private static boolean knowsCertificates(List<Kept> objects) {
        return objects.stream()
                .anyMatch(kept -> kept instanceof Kept.Definition(var name, var callSites)
                        && name.equals(ForeignKind.CERTIFICATE.resource()));
    }

    private static void greet(KubernetesClient client, Duration patience) {
        var server = client.getMasterUrl();
        // Not closed by try-with-resources: that would wait for the very call that we are out of patience with.
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            threads.submit(client::getKubernetesVersion).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silence) {
            throw new ClusterUnreachableException(
                    "the API server at " + server + " did not answer within " + patience.toSeconds() + " s", silence);
        } catch (ExecutionException failed) {
            judge(ReadFailure.of(failed), server, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ClusterUnreachableException("interrupted while waiting for the API server at " + server, stopped);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Any answer but "who are you?" will do: what may not be read is found out kind by kind. */
    private static void judge(ReadFailure failure, URL server, Exception cause) {
        if (failure.unauthorized()) {
            throw new ClusterUnreachableException(
                    "the API server at " + server + " does not accept these credentials: " + failure.message(), cause);
        }
        if (!failure.answered()) {
            throw new ClusterUnreachableException(
                    "cannot reach the API server at " + server + ": " + failure.message(), cause);
        }
    }
}
