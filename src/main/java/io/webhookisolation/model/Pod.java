package io.webhookisolation.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A Pod of the cluster.
 *
 * @param addresses {@code status.podIPs}; the only addresses that a probe may dial
 * @param ready its Ready condition is True
 * @param terminating it has a deletion timestamp
 * @param finished its phase is Succeeded or Failed
 * @param nodeName empty while it is not scheduled
 * @param started the latest start of a container that serves; empty while none runs
 */
public record Pod(
        ObjectKey key,
        String uid,
        Provenance provenance,
        PodTemplate spec,
        Optional<OwnerReference> controller,
        List<String> addresses,
        boolean ready,
        boolean terminating,
        boolean finished,
        String nodeName,
        Optional<Instant> started) {

    public Pod {
        addresses = List.copyOf(addresses);
    }

    /** A Pod of which is not known since when it runs. */
    public Pod(
            ObjectKey key,
            String uid,
            Provenance provenance,
            PodTemplate spec,
            Optional<OwnerReference> controller,
            List<String> addresses,
            boolean ready,
            boolean terminating,
            boolean finished,
            String nodeName) {
        this(
                key,
                uid,
                provenance,
                spec,
                controller,
                addresses,
                ready,
                terminating,
                finished,
                nodeName,
                Optional.empty());
    }

    public Pod with(PodTemplate newSpec) {
        return new Pod(
                key, uid, provenance, newSpec, controller, addresses, ready, terminating, finished, nodeName, started);
    }

    public LabelSet labels() {
        return spec.labels();
    }
}
