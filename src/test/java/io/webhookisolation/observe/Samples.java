package io.webhookisolation.observe;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import java.util.Map;

/** Small objects of the kinds that are watched. */
final class Samples {

    private Samples() {}

    static Service service(String namespace, String name) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .addToLabels("app", name)
                .endMetadata()
                .withNewSpec()
                .withSelector(Map.of("control-plane", "controller-manager"))
                .addNewPort()
                .withPort(443)
                .withTargetPort(new IntOrString(9443))
                .endPort()
                .endSpec()
                .build();
    }

    static Service alias(String namespace, String name, String externalName) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withType("ExternalName")
                .withExternalName(externalName)
                .endSpec()
                .build();
    }

    static EndpointSlice slice(String namespace, String service) {
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(service + "-abcde")
                .addToLabels("kubernetes.io/service-name", service)
                .endMetadata()
                .withAddressType("IPv4")
                .addNewEndpoint()
                .withAddresses("10.0.0.1")
                .endEndpoint()
                .addNewPort()
                .withPort(9443)
                .endPort()
                .build();
    }

    static Pod pod(String namespace, String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .addToLabels("control-plane", "controller-manager")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("manager")
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPodIP("10.0.0.1")
                .endStatus()
                .build();
    }

    static Deployment deployment(String namespace, String name) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .withNewSelector()
                .addToMatchLabels("control-plane", "controller-manager")
                .endSelector()
                .endSpec()
                .build();
    }

    static StatefulSet statefulSet(String namespace, String name, String serviceName) {
        return new StatefulSetBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withServiceName(serviceName)
                .endSpec()
                .build();
    }

    /** A configuration with one entry per Service, each written as {@code namespace/name}. */
    static ValidatingWebhookConfiguration configuration(String name, String... services) {
        var builder = new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata();
        for (var service : services) {
            var parts = service.split("/", -1);
            builder.addNewWebhook()
                    .withName(parts[1] + ".example.io")
                    .withNewClientConfig()
                    .withNewService()
                    .withNamespace(parts[0])
                    .withName(parts[1])
                    .endService()
                    .endClientConfig()
                    .endWebhook();
        }
        return builder.build();
    }

    static ValidatingWebhookConfiguration configurationWithUrl(String name, String url) {
        return new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addNewWebhook()
                .withName("url.example.io")
                .withNewClientConfig()
                .withUrl(url)
                .endClientConfig()
                .endWebhook()
                .build();
    }

    /** Enough of a definition to tell that the kind is known, and to be served. */
    static CustomResourceDefinition definition(ForeignKind kind) {
        return definition(kind, "v1");
    }

    static CustomResourceDefinition definition(ForeignKind kind, String version) {
        var parts = kind.resource().split("\\.", 2);
        return new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName(kind.resource())
                .endMetadata()
                .withNewSpec()
                .withGroup(parts[1])
                .withScope("Namespaced")
                .withNewNames()
                .withKind(kind.kind())
                .withPlural(parts[0])
                .endNames()
                .addNewVersion()
                .withName(version)
                .withServed(true)
                .withStorage(true)
                .endVersion()
                .endSpec()
                .build();
    }

    static GenericKubernetesResource foreign(
            ForeignKind kind, String namespace, String name, Map<String, Object> spec) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(kind.resource().split("\\.", 2)[1] + "/v1")
                .withKind(kind.kind())
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .addToAdditionalProperties("spec", spec)
                .build();
    }

    /** May change one webhook configuration. */
    static ClusterRole role(String name) {
        return new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addNewRule()
                .withApiGroups("admissionregistration.k8s.io")
                .withResources("validatingwebhookconfigurations")
                .withResourceNames("webhooks")
                .withVerbs("update")
                .endRule()
                .build();
    }

    /** Gives the role of this name to a ServiceAccount. */
    static ClusterRoleBinding binding(String role, String namespace) {
        return new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(role)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                .addNewSubject("", "ServiceAccount", "manager", namespace)
                .build();
    }
}
