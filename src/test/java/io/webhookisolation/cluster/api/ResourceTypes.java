package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookisolation.cluster.api.ResourceType.Trait;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** The resources that are served: a fixed table, and what CustomResourceDefinitions add. */
final class ResourceTypes {

    /** Group, version, plural, kind, N for namespaced or C for cluster-scoped, and the traits by their first letters. */
    private static final String BUILT_IN = """
            - v1 namespaces Namespace C S
            - v1 nodes Node C S
            - v1 services Service N S
            - v1 endpoints Endpoints N -
            - v1 pods Pod N SG
            - v1 secrets Secret N -
            - v1 configmaps ConfigMap N -
            - v1 serviceaccounts ServiceAccount N -
            - v1 events Event N -
            apps v1 deployments Deployment N SG
            apps v1 replicasets ReplicaSet N SG
            apps v1 statefulsets StatefulSet N SG
            apps v1 daemonsets DaemonSet N SG
            apps v1 controllerrevisions ControllerRevision N -
            batch v1 jobs Job N SG
            batch v1 cronjobs CronJob N SG
            discovery.k8s.io v1 endpointslices EndpointSlice N G
            networking.k8s.io v1 ingresses Ingress N SG
            networking.k8s.io v1 networkpolicies NetworkPolicy N G
            policy v1 poddisruptionbudgets PodDisruptionBudget N SG
            coordination.k8s.io v1 leases Lease N U
            events.k8s.io v1 events Event N -
            rbac.authorization.k8s.io v1 roles Role N -
            rbac.authorization.k8s.io v1 rolebindings RoleBinding N -
            rbac.authorization.k8s.io v1 clusterroles ClusterRole C -
            rbac.authorization.k8s.io v1 clusterrolebindings ClusterRoleBinding C -
            admissionregistration.k8s.io v1 validatingwebhookconfigurations ValidatingWebhookConfiguration C G
            admissionregistration.k8s.io v1 mutatingwebhookconfigurations MutatingWebhookConfiguration C G
            admissionregistration.k8s.io v1 validatingadmissionpolicies ValidatingAdmissionPolicy C SG
            admissionregistration.k8s.io v1 validatingadmissionpolicybindings ValidatingAdmissionPolicyBinding C G
            apiregistration.k8s.io v1 apiservices APIService C S
            apiextensions.k8s.io v1 customresourcedefinitions CustomResourceDefinition C SG
            """;

    private final Map<String, ResourceType> byPath = new ConcurrentSkipListMap<>();

    ResourceTypes() {
        BUILT_IN.lines().map(ResourceTypes::parse).forEach(this::add);
    }

    Optional<ResourceType> find(String group, String version, String plural) {
        return Optional.ofNullable(byPath.get(path(group, version, plural)));
    }

    /** By the kind and apiVersion that an object states. */
    Optional<ResourceType> ofKind(String apiVersion, String kind) {
        return all().stream()
                .filter(type ->
                        type.apiVersion().equals(apiVersion) && type.kind().equals(kind))
                .findFirst();
    }

    Collection<ResourceType> all() {
        return byPath.values();
    }

    /** {@code group/version} of every group but the core one. */
    Map<String, Set<String>> versionsByGroup() {
        return all().stream()
                .filter(type -> !type.group().isEmpty())
                .collect(Collectors.groupingBy(
                        ResourceType::group,
                        TreeMap::new,
                        Collectors.mapping(ResourceType::version, Collectors.toSet())));
    }

    void define(JsonNode definition) {
        custom(definition).forEach(this::add);
    }

    void undefine(JsonNode definition) {
        custom(definition).forEach(type -> byPath.remove(path(type.group(), type.version(), type.plural())));
    }

    private void add(ResourceType type) {
        byPath.put(path(type.group(), type.version(), type.plural()), type);
    }

    private static Collection<ResourceType> custom(JsonNode definition) {
        var spec = definition.path("spec");
        return Json.stream(spec.path("versions"))
                .filter(version -> version.path("served").asBoolean())
                .map(version -> custom(spec, version))
                .toList();
    }

    private static ResourceType custom(JsonNode spec, JsonNode version) {
        var traits = EnumSet.of(Trait.CUSTOM, Trait.GENERATION, Trait.UPDATE_GUARDED);
        if (version.path("subresources").has("status")) {
            traits.add(Trait.STATUS);
        }
        var schema = version.path("schema").path("openAPIV3Schema");
        return new ResourceType(
                spec.path("group").asText(),
                version.path("name").asText(),
                spec.path("names").path("plural").asText(),
                spec.path("names").path("kind").asText(),
                spec.path("scope").asText().equals("Namespaced"),
                traits,
                schema,
                MergeSchema.ofOpenApi(schema));
    }

    private static ResourceType parse(String line) {
        var columns = line.split(" ", 6);
        var group = columns[0].equals("-") ? "" : columns[0];
        return new ResourceType(
                group,
                columns[1],
                columns[2],
                columns[3],
                columns[4].equals("N"),
                traits(columns[5]),
                Json.object(),
                MergeSchema.builtIn(columns[3]));
    }

    private static Set<Trait> traits(String letters) {
        return Arrays.stream(Trait.values())
                .filter(trait -> letters.contains(trait.name().substring(0, 1)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String path(String... parts) {
        return String.join("/", Arrays.asList(parts));
    }
}
