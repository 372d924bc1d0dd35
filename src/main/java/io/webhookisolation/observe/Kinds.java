package io.webhookisolation.observe;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.webhookisolation.convert.CallSiteConversion;
import io.webhookisolation.convert.EndpointSliceConversion;
import io.webhookisolation.convert.PodConversion;
import io.webhookisolation.convert.ProvenanceConversion;
import io.webhookisolation.convert.ServiceConversion;
import io.webhookisolation.convert.SnapshotAssembler;
import io.webhookisolation.convert.WorkloadConversion;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Source;
import io.webhookisolation.model.Workload;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The kinds that a Snapshot is made of, and what of each object is kept: what {@code convert} reads, as it reads it. */
final class Kinds {

    /** In one answer; larger ones make the API server and us hold thousands of objects at once. */
    private static final long PAGE = 500;

    /** Their schemas make them large: a hundred and more KiB each, of which we keep the conversion stanza. */
    private static final long DEFINITIONS_PAGE = 25;

    static final Kind<Service> SERVICES = namespaced(
            Service.class, Service::new, it -> new Kept.OfService(converted(it, ServiceConversion::toModel)));

    static final Kind<CustomResourceDefinition> DEFINITIONS = new Kind<>(
            CustomResourceDefinition.class,
            false,
            DEFINITIONS_PAGE,
            CustomResourceDefinition::new,
            it -> new Kept.Definition(it.getMetadata().getName(), converted(it, CallSiteConversion::toModel)));

    /** Their objects may name Services of any namespace. */
    static final List<Kind<?>> CLUSTER_SCOPED = List.of(
            callers(
                    ValidatingWebhookConfiguration.class,
                    ValidatingWebhookConfiguration::new,
                    CallSiteConversion::toModel),
            callers(MutatingWebhookConfiguration.class, MutatingWebhookConfiguration::new, CallSiteConversion::toModel),
            callers(APIService.class, APIService::new, CallSiteConversion::toModel),
            DEFINITIONS);

    static final List<Kind<?>> NAMESPACED = List.of(
            SERVICES,
            namespaced(
                    EndpointSlice.class,
                    EndpointSlice::new,
                    it -> new Kept.OfSlice(EndpointSliceConversion.toModel(it))),
            namespaced(Pod.class, Pod::new, it -> new Kept.OfPod(converted(it, PodConversion::toModel))),
            workloads(Deployment.class, Deployment::new, WorkloadConversion::toModel),
            namespaced(
                    StatefulSet.class,
                    StatefulSet::new,
                    it -> new Kept.OfWorkload(
                            converted(it, WorkloadConversion::toModel), SnapshotAssembler.governedService(it))),
            workloads(DaemonSet.class, DaemonSet::new, WorkloadConversion::toModel),
            workloads(ReplicaSet.class, ReplicaSet::new, WorkloadConversion::toModel),
            workloads(Job.class, Job::new, WorkloadConversion::toModel),
            workloads(CronJob.class, CronJob::new, WorkloadConversion::toModel));

    private Kinds() {}

    static Stream<Kind<?>> all() {
        return Stream.concat(CLUSTER_SCOPED.stream(), NAMESPACED.stream());
    }

    @FunctionalInterface
    interface Conversion<R, V> {
        V toModel(R object, Source source, Provenance provenance);
    }

    private static <R extends HasMetadata, V> V converted(R object, Conversion<R, V> conversion) {
        return conversion.toModel(object, Source.CLUSTER, ProvenanceConversion.ofCluster(object));
    }

    private static <R extends HasMetadata> Kind<R> namespaced(
            Class<R> type, Supplier<R> blank, Function<R, Kept> reduction) {
        return new Kind<>(type, true, PAGE, blank, reduction);
    }

    private static <R extends HasMetadata> Kind<R> workloads(
            Class<R> type, Supplier<R> blank, Conversion<R, Workload> conversion) {
        return namespaced(type, blank, it -> new Kept.OfWorkload(converted(it, conversion), Optional.empty()));
    }

    private static <R extends HasMetadata> Kind<R> callers(
            Class<R> type, Supplier<R> blank, Conversion<R, List<CallSite>> conversion) {
        return new Kind<>(type, false, PAGE, blank, it -> new Kept.Callers(converted(it, conversion)));
    }
}
