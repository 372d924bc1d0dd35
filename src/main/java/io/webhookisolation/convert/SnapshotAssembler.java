package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.EndpointSlice;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.NameClaim;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Source;
import io.webhookisolation.model.Workload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects the objects of one world and makes a Snapshot of them.
 *
 * <p>It sees what one object alone does not show: which Services govern a StatefulSet, and who is granted what. For one
 * thread and one Snapshot.
 */
public final class SnapshotAssembler {

    private final List<Service> services = new ArrayList<>();
    private final Set<ServiceReference> governing = new HashSet<>();
    private final List<EndpointSlice> slices = new ArrayList<>();
    private final List<Pod> pods = new ArrayList<>();
    private final List<Workload> workloads = new ArrayList<>();
    private final List<CallSite> callSites = new ArrayList<>();
    private final List<Certificate> certificates = new ArrayList<>();
    private final List<BorrowedTemplate> borrowed = new ArrayList<>();
    private final GrantConversion grants = new GrantConversion();
    private final List<NameClaim> names = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    /** Adds an object of a kind that a Snapshot holds; false, and nothing happens, for any other. */
    public boolean add(HasMetadata object, Source source, Provenance provenance) {
        switch (object) {
            case io.fabric8.kubernetes.api.model.Service it ->
                services.add(ServiceConversion.toModel(it, source, provenance));
            case io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice it -> {
                // A Snapshot of files has no endpoints: its Pod templates stand for them.
                if (source.isCluster()) {
                    slices.add(EndpointSliceConversion.toModel(it));
                }
            }
            case io.fabric8.kubernetes.api.model.Pod it -> pod(it, source, provenance);
            case ValidatingWebhookConfiguration it ->
                callSites.addAll(CallSiteConversion.toModel(it, source, provenance));
            case MutatingWebhookConfiguration it ->
                callSites.addAll(CallSiteConversion.toModel(it, source, provenance));
            case CustomResourceDefinition it -> callSites.addAll(CallSiteConversion.toModel(it, source, provenance));
            case APIService it -> callSites.addAll(CallSiteConversion.toModel(it, source, provenance));
            case ClusterRole it -> grants.add(it, provenance);
            case ClusterRoleBinding it -> grants.add(it, provenance);
            case GenericKubernetesResource it
            when isCertificate(it) -> certificates.add(CertificateConversion.toModel(it, source, provenance));
            default -> {
                return workload(object, source, provenance);
            }
        }
        return true;
    }

    private void pod(io.fabric8.kubernetes.api.model.Pod object, Source source, Provenance provenance) {
        var pod = PodConversion.toModel(object, source, provenance);
        if (source.isCluster()) {
            pods.add(pod);
        } else if (pod.controller().isEmpty()) {
            workloads.add(WorkloadConversion.ofBarePod(pod));
        }
    }

    private boolean workload(HasMetadata object, Source source, Provenance provenance) {
        switch (object) {
            case Deployment it -> workloads.add(WorkloadConversion.toModel(it, source, provenance));
            case StatefulSet it -> {
                workloads.add(WorkloadConversion.toModel(it, source, provenance));
                governedService(it).ifPresent(governing::add);
            }
            case DaemonSet it -> workloads.add(WorkloadConversion.toModel(it, source, provenance));
            case ReplicaSet it -> workloads.add(WorkloadConversion.toModel(it, source, provenance));
            case Job it -> workloads.add(WorkloadConversion.toModel(it, source, provenance));
            case CronJob it -> workloads.add(WorkloadConversion.toModel(it, source, provenance));
            case GenericKubernetesResource it
            when BorrowedTemplate.of(it, provenance).isPresent() ->
                borrowed.add(BorrowedTemplate.of(it, provenance).orElseThrow());
            case GenericKubernetesResource it -> {
                // On a cluster the owner references of what it made tell more than its own template.
                var custom = source.isCluster()
                        ? Optional.<Workload>empty()
                        : CustomWorkloadConversion.toModel(it, source, provenance);
                custom.ifPresent(workloads::add);
                return custom.isPresent();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The Service that a StatefulSet's {@code serviceName} names: its Pods' identity rests on it. */
    public static Optional<ServiceReference> governedService(StatefulSet object) {
        var name = object.getSpec() == null ? "" : OrEmpty.text(object.getSpec().getServiceName());
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new ServiceReference(Metadata.of(object).namespace(), name));
    }

    public void service(Service service) {
        services.add(service);
    }

    public void governing(ServiceReference service) {
        governing.add(service);
    }

    public void slice(EndpointSlice slice) {
        slices.add(slice);
    }

    public void pod(Pod pod) {
        pods.add(pod);
    }

    public void workload(Workload workload) {
        workloads.add(workload);
    }

    public void callSite(CallSite callSite) {
        callSites.add(callSite);
    }

    public void certificate(Certificate certificate) {
        certificates.add(certificate);
    }

    public void name(NameClaim name) {
        names.add(name);
    }

    public void gap(Gap gap) {
        gaps.add(gap);
    }

    /** The Snapshot of what was read from files. */
    public Snapshot ofFiles() {
        return snapshot(false, Map.of());
    }

    /** The Snapshot of a cluster, with what the probes showed of it. */
    public Snapshot live(Map<ProbeTarget, List<ProbeResult>> probes) {
        return snapshot(true, probes);
    }

    private Snapshot snapshot(boolean live, Map<ProbeTarget, List<ProbeResult>> probes) {
        return new Snapshot(
                live,
                services.stream().map(this::withGoverns).toList(),
                slices,
                pods,
                workloads.stream().map(this::scaled).toList(),
                callSites,
                certificates,
                new TreeMap<>(probes),
                new TreeMap<>(),
                grants.grants(),
                names,
                gaps);
    }

    private Service withGoverns(Service service) {
        return governing.contains(service.reference()) ? ServiceConversion.governing(service) : service;
    }

    private Workload scaled(Workload workload) {
        return borrowed.stream()
                .filter(borrower -> borrower.makesPodsOf(workload))
                .findFirst()
                .map(borrower -> workload.wanting(borrower.replicas()))
                .orElse(workload);
    }

    private static boolean isCertificate(GenericKubernetesResource object) {
        return "Certificate".equals(object.getKind())
                && OrEmpty.text(object.getApiVersion()).startsWith("cert-manager.io/");
    }
}
