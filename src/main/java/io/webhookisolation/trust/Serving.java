package io.webhookisolation.trust;

import io.webhookisolation.model.Gap;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A serving Secret and everything that its chain meets: who calls, and who serves.
 *
 * @param stored the chain in the Secret, leaf first; empty if there is none
 * @param storedSince when the Secret was last written
 * @param callers every call site whose server name is a name of the present or the next leaf, of all four kinds
 * @param pods every owner Pod
 * @param rollingOut some owner's Pods are being replaced
 * @param authorities our own, whose keys we hold
 * @param gaps what could not be seen of call sites, Pods or Secret
 */
public record Serving(
        List<X509Certificate> stored,
        Instant storedSince,
        List<Caller> callers,
        List<OwnerPod> pods,
        boolean rollingOut,
        Set<X509Certificate> authorities,
        Collection<Gap> gaps) {

    public Serving {
        stored = List.copyOf(stored);
        callers = List.copyOf(callers);
        pods = List.copyOf(pods);
        authorities = Set.copyOf(authorities);
        gaps = List.copyOf(gaps);
    }

    /** Pods that have started and were not seen to serve the leaf in the Secret; all of them if there is none. */
    public List<OwnerPod> behind() {
        var leaf = stored.stream().findFirst();
        return pods.stream()
                .filter(pod -> pod.started().isPresent())
                .filter(pod -> pod.lastServed().stream()
                        .findFirst()
                        .filter(served -> leaf.filter(served::equals).isPresent())
                        .isEmpty())
                .toList();
    }
}
