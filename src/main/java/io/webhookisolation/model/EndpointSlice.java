package io.webhookisolation.model;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A slice of a Service's endpoints.
 *
 * @param service the Service that label {@code kubernetes.io/service-name} names
 * @param managed written by the EndpointSlice controller; anything else is written by hand
 * @param fqdn address type FQDN
 * @param ports Service port name to port number; empty when the Pods lack the named port, so that nobody routes here
 */
public record EndpointSlice(
        ObjectKey key,
        ServiceReference service,
        boolean managed,
        boolean fqdn,
        SortedMap<String, Integer> ports,
        List<Endpoint> endpoints) {

    public EndpointSlice {
        ports = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(ports));
        endpoints = List.copyOf(endpoints);
    }
}
