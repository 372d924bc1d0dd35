package io.webhookisolation.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
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
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds that say something about webhooks, in the versions that today's API servers serve; and what looks like one. */
enum Kind {
    VALIDATING("admissionregistration.k8s.io/v1", ValidatingWebhookConfiguration.class, false),
    MUTATING("admissionregistration.k8s.io/v1", MutatingWebhookConfiguration.class, false),
    CUSTOM_RESOURCE_DEFINITION("apiextensions.k8s.io/v1", CustomResourceDefinition.class, false),
    API_SERVICE("apiregistration.k8s.io/v1", APIService.class, false),
    SERVICE("v1", Service.class, true),
    ENDPOINT_SLICE("discovery.k8s.io/v1", EndpointSlice.class, true),
    POD("v1", Pod.class, true),
    DEPLOYMENT("apps/v1", Deployment.class, true),
    STATEFUL_SET("apps/v1", StatefulSet.class, true),
    DAEMON_SET("apps/v1", DaemonSet.class, true),
    REPLICA_SET("apps/v1", ReplicaSet.class, true),
    JOB("batch/v1", Job.class, true),
    CRON_JOB("batch/v1", CronJob.class, true),
    CLUSTER_ROLE("rbac.authorization.k8s.io/v1", ClusterRole.class, false),
    CLUSTER_ROLE_BINDING("rbac.authorization.k8s.io/v1", ClusterRoleBinding.class, false),
    SECRET("v1", "Secret", GenericKubernetesResource.class, true),
    CERTIFICATE("cert-manager.io/v1", "Certificate", GenericKubernetesResource.class, true),
    POLICY("webhook-isolation.io/v1alpha1", WebhookIsolationPolicy.class, true),
    /** A custom resource that makes Pods (Argo Rollout, OpenKruise CloneSet): known by its Pod template, or by the workload whose it takes. */
    CUSTOM_WORKLOAD("", "", GenericKubernetesResource.class, true);

    private static final Map<String, Kind> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toMap(kind -> kind.apiVersion + " " + kind.name, Function.identity()));

    private final String apiVersion;
    private final String name;
    private final Class<? extends HasMetadata> type;
    private final boolean namespaced;

    Kind(String apiVersion, Class<? extends HasMetadata> type, boolean namespaced) {
        this(apiVersion, type.getSimpleName(), type, namespaced);
    }

    Kind(String apiVersion, String name, Class<? extends HasMetadata> type, boolean namespaced) {
        this.apiVersion = apiVersion;
        this.name = name;
        this.type = type;
        this.namespaced = namespaced;
    }

    /** The kind of an object with this head, or empty if it says nothing about webhooks. */
    static Optional<Kind> of(String apiVersion, String kind, JsonNode object) {
        return Optional.ofNullable(BY_NAME.get(apiVersion + " " + kind))
                .or(() -> isCustomWorkload(apiVersion, object) ? Optional.of(CUSTOM_WORKLOAD) : Optional.empty());
    }

    /** The group of a custom resource has a dot (apiextensions, ValidateCustomResourceDefinition); old ones have none. */
    private static boolean isCustomWorkload(String apiVersion, JsonNode object) {
        var spec = object.path("spec");
        var containers = spec.path("template").path("spec").path("containers");
        return apiVersion.matches(".+\\..+/.+")
                && ((containers.isArray() && !containers.isEmpty())
                        || spec.path("workloadRef").has("name"));
    }

    Class<? extends HasMetadata> type() {
        return type;
    }

    boolean isNamespaced() {
        return namespaced;
    }
}
