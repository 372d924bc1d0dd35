package io.webhookisolation.scenario;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.webhookisolation.fixture.certificate.Pem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What else than admission an API server asks a component's webhook Service for; each in an API group of its own. */
record ExtendedApi(Installation installation) {

    private String group() {
        return installation.component().name() + "." + installation.namespace() + ".test";
    }

    /** {@code things}, stored as v1 and served as v2 by a conversion webhook. */
    CustomResourceDefinition definition() {
        return new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName("things." + group())
                .endMetadata()
                .withNewSpec()
                .withGroup(group())
                .withScope("Namespaced")
                .withNewNames()
                .withKind("Thing")
                .withListKind("ThingList")
                .withPlural("things")
                .withSingular("thing")
                .endNames()
                .withVersions(version("v1", true), version("v2", false))
                .withNewConversion()
                .withStrategy("Webhook")
                .withNewWebhook()
                .withConversionReviewVersions("v1")
                .withNewClientConfig()
                .withCaBundle(bundle())
                .withNewService()
                .withNamespace(installation.namespace())
                .withName(installation.component().service())
                .withPath("/convert")
                .endService()
                .endClientConfig()
                .endWebhook()
                .endConversion()
                .endSpec()
                .build();
    }

    ResourceDefinitionContext kind() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group())
                .withVersion("v1")
                .withKind("Thing")
                .withPlural("things")
                .withNamespaced(true)
                .build();
    }

    GenericKubernetesResource thing(String version) {
        var thing = new GenericKubernetesResource();
        thing.setApiVersion(group() + "/" + version);
        thing.setKind("Thing");
        thing.setMetadata(new ObjectMetaBuilder()
                .withName("one")
                .withNamespace(installation.namespace())
                .build());
        return thing;
    }

    /** An aggregated API that the webhook Service serves. */
    APIService aggregated() {
        return new APIServiceBuilder()
                .withNewMetadata()
                .withName("v1." + aggregatedGroup())
                .endMetadata()
                .withNewSpec()
                .withGroup(aggregatedGroup())
                .withVersion("v1")
                .withGroupPriorityMinimum(100)
                .withVersionPriority(100)
                .withCaBundle(bundle())
                .withNewService(installation.component().service(), installation.namespace(), 443)
                .endSpec()
                .build();
    }

    private String aggregatedGroup() {
        return "aggregated." + group();
    }

    /** {@link #thing}, stored as v1, as v2; says what went wrong. */
    Optional<String> readConverted(KubernetesClient apiServer) {
        return read(apiServer, "apis/" + group() + "/v2/namespaces/" + installation.namespace() + "/things/one");
    }

    /** Anything of the aggregated API; says what went wrong. */
    Optional<String> readAggregated(KubernetesClient apiServer) {
        return read(apiServer, "apis/" + aggregatedGroup() + "/v1");
    }

    /** Without the client's own reading of errors: the API server's proxy answers in plain text. */
    private static Optional<String> read(KubernetesClient apiServer, String path) {
        var http = Once.of(apiServer).getHttpClient();
        var request = http.newHttpRequestBuilder()
                .uri(apiServer.getMasterUrl().toString() + path)
                .build();
        var answer = http.sendAsync(request, String.class).join();
        return answer.isSuccessful() ? Optional.empty() : Optional.of(answer.body());
    }

    private String bundle() {
        var certificate = Pem.of(installation.manifests().authority().certificate());
        return Base64.getEncoder().encodeToString(certificate.getBytes(StandardCharsets.US_ASCII));
    }

    private static CustomResourceDefinitionVersion version(String name, boolean storage) {
        return new CustomResourceDefinitionVersionBuilder()
                .withName(name)
                .withServed(true)
                .withStorage(storage)
                .withNewSchema()
                .withNewOpenAPIV3Schema()
                .withType("object")
                .withXKubernetesPreserveUnknownFields(true)
                .endOpenAPIV3Schema()
                .endSchema()
                .build();
    }
}
