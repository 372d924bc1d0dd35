package io.webhookisolation.observe;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One object of each kind, with all the ballast that a real cluster puts on it. */
final class FullSize {

    private FullSize() {}

    static Stream<HasMetadata> ofEachKind() {
        return Stream.of(
                        Samples.configuration("webhooks", "a/one", "a/two"),
                        new MutatingWebhookConfigurationBuilder()
                                .withNewMetadata()
                                .withName("mutating")
                                .endMetadata()
                                .addNewWebhook()
                                .withName("defaults.example.io")
                                .withNewClientConfig()
                                .withNewService()
                                .withNamespace("a")
                                .withName("one")
                                .endService()
                                .endClientConfig()
                                .endWebhook()
                                .build(),
                        apiService(),
                        definition(),
                        service(),
                        Samples.slice("a", "one"),
                        pod(),
                        new DeploymentBuilder(Samples.deployment("a", "manager"))
                                .editSpec()
                                .withTemplate(template())
                                .endSpec()
                                .build(),
                        new StatefulSetBuilder(Samples.statefulSet("a", "db", "peers"))
                                .editSpec()
                                .withTemplate(template())
                                .endSpec()
                                .build(),
                        new DaemonSetBuilder()
                                .withNewMetadata()
                                .endMetadata()
                                .withNewSpec()
                                .withTemplate(template())
                                .endSpec()
                                .build(),
                        new ReplicaSetBuilder()
                                .withNewMetadata()
                                .endMetadata()
                                .withNewSpec()
                                .withTemplate(template())
                                .endSpec()
                                .build(),
                        new JobBuilder()
                                .withNewMetadata()
                                .endMetadata()
                                .withNewSpec()
                                .withTemplate(template())
                                .endSpec()
                                .build(),
                        new CronJobBuilder()
                                .withNewMetadata()
                                .endMetadata()
                                .withNewSpec()
                                .withNewJobTemplate()
                                .withNewSpec()
                                .withTemplate(template())
                                .endSpec()
                                .endJobTemplate()
                                .endSpec()
                                .build())
                .map(FullSize::withBallast);
    }

    static Pod pod() {
        var template = template();
        return new PodBuilder(Samples.pod("a", "manager-6b7f9c5d4-x2x7k"))
                .editMetadata()
                .withUid("3b1f7a52-6f0a-4c0e-9f57-0d6e5a7c1b11")
                .addToLabels("pod-template-hash", "6b7f9c5d4")
                .addToLabels("app.kubernetes.io/name", "lws")
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind("ReplicaSet")
                .withName("manager-6b7f9c5d4")
                .withUid("8c5a7f64-11a2-4e3a-8d5c-3b8f0e2d9a77")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withSpec(template.getSpec())
                .editStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withMessage("x".repeat(400))
                .endCondition()
                .addNewContainerStatus()
                .withName("manager")
                .withImage("registry.example/manager:v1.2.3")
                .withImageID("registry.example/manager@sha256:" + "0".repeat(64))
                .withContainerID("containerd://" + "1".repeat(64))
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static Service service() {
        return Samples.service("a", "one");
    }

    private static APIService apiService() {
        return new APIServiceBuilder()
                .withNewMetadata()
                .withName("v1.metrics.example.io")
                .endMetadata()
                .withNewSpec()
                .withGroup("metrics.example.io")
                .withVersion("v1")
                .withNewService()
                .withNamespace("a")
                .withName("one")
                .endService()
                .endSpec()
                .build();
    }

    private static CustomResourceDefinition definition() {
        return new CustomResourceDefinitionBuilder(Samples.definition(ForeignKind.HTTP_ROUTE))
                .editSpec()
                .withNewConversion()
                .withStrategy("Webhook")
                .withNewWebhook()
                .withConversionReviewVersions("v1")
                .withNewClientConfig()
                .withNewService()
                .withNamespace("a")
                .withName("one")
                .endService()
                .endClientConfig()
                .endWebhook()
                .endConversion()
                .editFirstVersion()
                .withNewSchema()
                .withOpenAPIV3Schema(schema())
                .endSchema()
                .endVersion()
                .endSpec()
                .build();
    }

    private static JSONSchemaProps schema() {
        Map<String, JSONSchemaProps> properties = new HashMap<>();
        IntStream.range(0, 300)
                .forEach(n -> properties.put(
                        "field" + n,
                        new JSONSchemaPropsBuilder()
                                .withType("string")
                                .withDescription("What this field is about, at length. ".repeat(10))
                                .build()));
        return new JSONSchemaPropsBuilder()
                .withType("object")
                .withProperties(properties)
                .build();
    }

    private static PodTemplateSpec template() {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .addToLabels("control-plane", "controller-manager")
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName("manager")
                .addNewContainer()
                .withName("manager")
                .withImage("registry.example/manager:v1.2.3")
                .withArgs("--webhook-service=one", "--leader-elect", "--zap-log-level=info")
                .addAllToEnv(IntStream.range(0, 20)
                        .mapToObj(n -> new EnvVar("VARIABLE_" + n, "value " + n, null))
                        .toList())
                .addNewPort()
                .withName("webhook")
                .withContainerPort(9443)
                .endPort()
                .addNewVolumeMount()
                .withName("cert")
                .withMountPath("/tmp/k8s-webhook-server/serving-certs")
                .endVolumeMount()
                .withNewReadinessProbe()
                .withNewHttpGet()
                .withPath("/readyz")
                .endHttpGet()
                .endReadinessProbe()
                .endContainer()
                .addNewVolume()
                .withName("cert")
                .withNewSecret()
                .withSecretName("webhook-server-cert")
                .endSecret()
                .endVolume()
                .addNewToleration()
                .withKey("node.kubernetes.io/not-ready")
                .withOperator("Exists")
                .withTolerationSeconds(300L)
                .endToleration()
                .endSpec()
                .build();
    }

    private static HasMetadata withBallast(HasMetadata object) {
        var meta = object.getMetadata();
        if (meta.getName() == null) {
            meta.setNamespace("a");
            meta.setName("some");
        }
        meta.setResourceVersion("4711");
        var annotations = new HashMap<>(meta.getAnnotations() == null ? Map.of() : meta.getAnnotations());
        annotations.put("kubectl.kubernetes.io/last-applied-configuration", "{" + "x".repeat(3000) + "}");
        meta.setAnnotations(annotations);
        meta.setManagedFields(List.of(managedBy("kubectl-client-side-apply"), managedBy("kube-controller-manager")));
        return object;
    }

    private static ManagedFieldsEntry managedBy(String manager) {
        var fields = new FieldsV1();
        IntStream.range(0, 60)
                .forEach(n -> fields.setAdditionalProperty("f:field" + n, Map.of("f:nested" + n, Map.of())));
        return new ManagedFieldsEntryBuilder()
                .withManager(manager)
                .withOperation("Update")
                .withTime("2026-11-23T00:00:00Z")
                .withFieldsV1(fields)
                .build();
    }
}
