package io.webhookisolation.observe;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.webhookisolation.convert.ClaimConversion;
import io.webhookisolation.model.NameClaim;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Snapshot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads who has the names that others are about to take, one object at a time. */
public final class ClusterNames {

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Stream.<Class<? extends HasMetadata>>of(
                    ValidatingWebhookConfiguration.class,
                    MutatingWebhookConfiguration.class,
                    CustomResourceDefinition.class,
                    APIService.class,
                    ClusterRole.class,
                    ClusterRoleBinding.class,
                    Service.class,
                    Deployment.class)
            .collect(Collectors.toUnmodifiableMap(HasMetadata::getKind, Function.identity()));

    private final KubernetesClient client;

    private ClusterNames(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Adds to the Snapshot the objects that have these names now; kinds that say nothing here are left out.
     *
     * @throws ClusterUnreachableException if one of them cannot be read, in a sentence that names it
     */
    public static Snapshot addTo(Snapshot cluster, KubernetesClient client, Collection<NameClaim> claims) {
        var reader = new ClusterNames(client);
        List<NameClaim> found = claims.stream()
                .map(NameClaim::key)
                .flatMap(key -> reader.read(key).stream())
                .distinct()
                .toList();
        return cluster.withNames(found);
    }

    private Optional<NameClaim> read(ObjectKey key) {
        return Optional.ofNullable(TYPES.get(key.kind()))
                .filter(type -> HasMetadata.getGroup(type).equals(group(key.apiVersion())))
                .flatMap(type -> get(type, key))
                .map(ClaimConversion::ofCluster);
    }

    private <T extends HasMetadata> Optional<T> get(Class<T> type, ObjectKey key) {
        var resources = client.resources(type);
        try {
            return Optional.ofNullable(
                    key.namespace().isEmpty()
                            ? resources.withName(key.name()).get()
                            : resources
                                    .inNamespace(key.namespace())
                                    .withName(key.name())
                                    .get());
        } catch (KubernetesClientException refused) {
            throw new ClusterUnreachableException(
                    "cannot get " + key + ", so whose it is stays unknown: "
                            + ReadFailure.of(refused).message(),
                    refused);
        }
    }

    private static String group(String apiVersion) {
        return apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
    }
}
