package io.webhookisolation.model;

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
        String nodeName) {

    public Pod {
        addresses = List.copyOf(addresses);
    }

    public Pod with(PodTemplate newSpec) {
        return new Pod(key, uid, provenance, newSpec, controller, addresses, ready, terminating, finished, nodeName);
    }

    public LabelSet labels() {
        return spec.labels();
    }
}
