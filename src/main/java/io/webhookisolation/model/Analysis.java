package io.webhookisolation.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the analysis of one Snapshot says: a verdict per webhook Service, and findings; all sorted.
 *
 * @param clashes the pairs of components that cannot share a namespace; none of a live cluster, where they share it already
 * @param certificates of the Services whose callers verify what they serve, audited; none of files, which serve nothing
 */
public record Analysis(
        List<ServiceVerdict> services,
        List<Finding> findings,
        List<Clash> clashes,
        SortedMap<ServiceReference, ServiceCertificate> certificates) {

    public Analysis {
        services = services.stream().sorted().toList();
        findings = findings.stream().sorted().distinct().toList();
        clashes = clashes.stream().sorted().toList();
        certificates = Collections.unmodifiableSortedMap(new TreeMap<>(certificates));
    }

    /** Of a live cluster. */
    public Analysis(List<ServiceVerdict> services, List<Finding> findings) {
        this(services, findings, List.of(), new TreeMap<>());
    }
}
