package io.webhookisolation.model;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One immutable view of the world, the same for the operator, {@code audit} on a cluster and {@code audit} on files.
 *
 * <p>It is complete for the namespaces it covers, or {@link #gaps} says what is missing. All lists are sorted, so that
 * equal worlds are equal Snapshots whatever order they were read in.
 *
 * @param live read from a cluster; manifests have no Pods, no slices and no probes
 * @param probes results per target, oldest first
 * @param users present for a Service once its other users were read
 * @param grants empty where RBAC was not read; only evidence rests on them
 * @param names what the objects of manifests claim, of whatever kind; of a cluster only those that manifests are about to take
 */
public record Snapshot(
        boolean live,
        List<Service> services,
        List<EndpointSlice> slices,
        List<Pod> pods,
        List<Workload> workloads,
        List<CallSite> callSites,
        List<Certificate> certificates,
        SortedMap<ProbeTarget, List<ProbeResult>> probes,
        SortedMap<ServiceReference, ServiceUsers> users,
        List<Grant> grants,
        List<NameClaim> names,
        List<Gap> gaps) {

    public Snapshot {
        services = sorted(services, Comparator.comparing(Service::key));
        slices = sorted(slices, Comparator.comparing(EndpointSlice::key));
        pods = sorted(pods, Comparator.comparing(Pod::key));
        workloads = sorted(workloads, Comparator.comparing(Workload::key));
        callSites = sorted(callSites, Comparator.naturalOrder());
        certificates = sorted(certificates, Comparator.comparing(Certificate::key));
        probes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(probes));
        users = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(users));
        grants = sorted(grants, Comparator.naturalOrder());
        names = sorted(names, Comparator.naturalOrder());
        gaps = sorted(gaps, Comparator.naturalOrder());
    }

    /** Without anything about RBAC and names. */
    public Snapshot(
            boolean live,
            List<Service> services,
            List<EndpointSlice> slices,
            List<Pod> pods,
            List<Workload> workloads,
            List<CallSite> callSites,
            List<Certificate> certificates,
            SortedMap<ProbeTarget, List<ProbeResult>> probes,
            SortedMap<ServiceReference, ServiceUsers> users,
            List<Gap> gaps) {
        this(
                live,
                services,
                slices,
                pods,
                workloads,
                callSites,
                certificates,
                probes,
                users,
                List.of(),
                List.of(),
                gaps);
    }

    public boolean complete() {
        return gaps.isEmpty();
    }

    public Snapshot withServices(List<Service> others) {
        return new Snapshot(
                live, others, slices, pods, workloads, callSites, certificates, probes, users, grants, names, gaps);
    }

    public Snapshot with(List<Pod> otherPods, List<Workload> otherWorkloads) {
        return new Snapshot(
                live,
                services,
                slices,
                otherPods,
                otherWorkloads,
                callSites,
                certificates,
                probes,
                users,
                grants,
                names,
                gaps);
    }

    public Snapshot withCertificates(List<Certificate> others) {
        return new Snapshot(
                live, services, slices, pods, workloads, callSites, others, probes, users, grants, names, gaps);
    }

    public Snapshot withNames(List<NameClaim> others) {
        return new Snapshot(
                live, services, slices, pods, workloads, callSites, certificates, probes, users, grants, others, gaps);
    }

    public Snapshot withUsers(Map<ServiceReference, ServiceUsers> read) {
        return new Snapshot(
                live,
                services,
                slices,
                pods,
                workloads,
                callSites,
                certificates,
                probes,
                new TreeMap<>(read),
                grants,
                names,
                gaps);
    }

    public Snapshot withProbes(Map<ProbeTarget, List<ProbeResult>> results) {
        return new Snapshot(
                live,
                services,
                slices,
                pods,
                workloads,
                callSites,
                certificates,
                new TreeMap<>(results),
                users,
                grants,
                names,
                gaps);
    }

    public Snapshot withGaps(List<Gap> others) {
        return new Snapshot(
                live, services, slices, pods, workloads, callSites, certificates, probes, users, grants, names, others);
    }

    private static <T> List<T> sorted(List<T> list, Comparator<? super T> order) {
        return list.stream().sorted(order).toList();
    }
}
