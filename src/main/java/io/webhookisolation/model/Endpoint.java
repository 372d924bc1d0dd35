package io.webhookisolation.model;

import java.util.List;
import java.util.Optional;

/**
 * One endpoint of an EndpointSlice.
 *
 * @param ready a nil {@code conditions.ready} counts as true (EndpointSlice API doc)
 * @param podUid UID of the Pod that {@code targetRef} names; empty for anything else
 * @param podName its name; empty for anything else
 */
public record Endpoint(
        List<String> addresses,
        boolean ready,
        boolean serving,
        boolean terminating,
        String podUid,
        String podName,
        String nodeName,
        Optional<String> zone) {

    public Endpoint {
        addresses = List.copyOf(addresses);
    }
}
