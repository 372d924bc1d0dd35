package io.webhookisolation.scenario;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.fixture.certificate.ServingCertificate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The objects of one component in one namespace, with a certificate authority of its own. */
public final class ComponentManifests {

    /** A write of a ConfigMap with this label is what the component's webhook is asked about. */
    public static final String ASK_LABEL = "webhook-isolation.test/ask";

    static final int PORT = 9443;

    private static final Lifecycle LINGERING = new LifecycleBuilder()
            .withNewPreStop()
            .withNewSleep(5L)
            .endPreStop()
            .build();

    private final Component component;
    private final String namespace;
    private final CertificateAuthority authority;

    public ComponentManifests(Component component, String namespace) {
        this.component = component;
        this.namespace = namespace;
        this.authority = CertificateAuthority.create(component.name() + "-ca");
    }

    public List<HasMetadata> all() {
        return List.of(secret(), service(), deployment(), configuration());
    }

    public CertificateAuthority authority() {
        return authority;
    }

    public Secret secret() {
        var names = component.tlsNames().isEmpty()
                ? List.of(component.service() + "." + namespace + ".svc")
                : component.tlsNames();
        return secret(authority.leaf(names.toArray(String[]::new)));
    }

    /** The serving Secret with another certificate in it. */
    public Secret secret(ServingCertificate serving) {
        var chain = serving.chain().stream().map(Pem::of).collect(Collectors.joining());
        return new SecretBuilder()
                .withNewMetadata()
                .withName(component.secret())
                .withNamespace(namespace)
                .endMetadata()
                .withType("kubernetes.io/tls")
                .addToData("tls.crt", base64(chain))
                .addToData(
                        "tls.key", base64(Pem.block("PRIVATE KEY", serving.key().getEncoded())))
                .build();
    }

    public Service service() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(component.service())
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withSelector(component.selector())
                .addNewPort()
                .withPort(443)
                .withProtocol("TCP")
                .withTargetPort(new IntOrString(PORT))
                .endPort()
                .endSpec()
                .build();
    }

    public Deployment deployment() {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(component.deployment())
                .withNamespace(namespace)
                .withLabels(component.labels())
                .endMetadata()
                .withNewSpec()
                .withReplicas(component.replicas())
                .withNewSelector()
                .withMatchLabels(component.labels())
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(component.labels())
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("manager")
                .withImage(component.program())
                .withArgs("--port=" + PORT)
                .addNewPort()
                .withName("webhook-server")
                .withContainerPort(PORT)
                .withProtocol("TCP")
                .endPort()
                .withNewReadinessProbe()
                .withNewTcpSocket()
                .withPort(new IntOrString(PORT))
                .endTcpSocket()
                .endReadinessProbe()
                .withLifecycle(component.lingers() ? LINGERING : null)
                .addNewVolumeMount()
                .withName("cert")
                .withMountPath("/tmp/k8s-webhook-server/serving-certs")
                .withReadOnly(true)
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("cert")
                .withNewSecret()
                .withSecretName(component.secret())
                .endSecret()
                .endVolume()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    public ValidatingWebhookConfiguration configuration() {
        return new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(component.configuration(namespace))
                .endMetadata()
                .addNewWebhook()
                .withName(component.entry())
                .withAdmissionReviewVersions("v1")
                .withSideEffects("None")
                .withFailurePolicy("Fail")
                .withNewClientConfig()
                .withCaBundle(base64(Pem.of(authority.certificate())))
                .withNewService()
                .withNamespace(namespace)
                .withName(component.service())
                .withPath("/validate-" + component.name())
                .endService()
                .endClientConfig()
                .withNewNamespaceSelector()
                .withMatchLabels(Map.of("kubernetes.io/metadata.name", namespace))
                .endNamespaceSelector()
                .withNewObjectSelector()
                .withMatchLabels(Map.of(ASK_LABEL, component.name()))
                .endObjectSelector()
                .addNewRule()
                .withApiGroups("")
                .withApiVersions("v1")
                .withResources("configmaps")
                .withOperations("CREATE")
                .withScope("Namespaced")
                .endRule()
                .endWebhook()
                .build();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
