package io.webhookisolation.apply;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.convert.CallSiteConversion;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.CertificateStep.EntryBundle;
import io.webhookisolation.model.CertificateStep.WriteBundles;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Source;
import io.webhookisolation.model.TrustBundle;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An object of any kind that makes the API server call a Service; Helm applies it without a bundle. No rule ever calls it. */
final class CallingObject {

    private static final String OWNER = "helm";

    private final KubernetesClient client;
    private final CallSiteKind kind;
    private final String group;
    private final ServiceReference service;

    CallingObject(KubernetesClient client, CallSiteKind kind, String namespace) {
        this.client = client;
        this.kind = kind;
        this.group = namespace + ".test";
        this.service = new ServiceReference(namespace, "lws");
    }

    /** Entries matter only to kinds that have them. */
    void apply(String... entries) {
        client.resource(object(List.of(entries))).fieldManager(OWNER).serverSideApply();
    }

    HasMetadata live() {
        return client.resource(object(List.of())).get();
    }

    void delete() {
        client.resource(object(List.of())).delete();
    }

    void patchedBy(String manager, PatchType type, String body) {
        var context = new PatchContext.Builder()
                .withPatchType(type)
                .withFieldManager(manager)
                .build();
        client.resource(object(List.of())).patch(context, body);
    }

    void labelledBy(String manager) {
        patchedBy(manager, PatchType.JSON_MERGE, "{\"metadata\":{\"labels\":{\"" + manager + "\":\"was-here\"}}}");
    }

    List<CallSite> sites() {
        return switch (live()) {
            case ValidatingWebhookConfiguration it -> CallSiteConversion.toModel(it, Source.CLUSTER, Provenance.NONE);
            case MutatingWebhookConfiguration it -> CallSiteConversion.toModel(it, Source.CLUSTER, Provenance.NONE);
            case CustomResourceDefinition it -> CallSiteConversion.toModel(it, Source.CLUSTER, Provenance.NONE);
            case APIService it -> CallSiteConversion.toModel(it, Source.CLUSTER, Provenance.NONE);
            default -> throw new IllegalStateException("no kind that calls");
        };
    }

    List<TrustBundle> bundles() {
        return sites().stream().map(CallSite::bundle).toList();
    }

    /** Who owns what. */
    List<String> owners() {
        return live().getMetadata().getManagedFields().stream()
                // The API server tells in the status of an APIService whether it answers, at a moment of its own.
                .filter(owned -> !"status".equals(owned.getSubresource()))
                .map(owned -> owned.getManager() + " " + fields(owned))
                .toList();
    }

    /** Of the object as it is now. */
    WriteBundles step(EntryBundle... entries) {
        var live = live();
        var meta = live.getMetadata();
        return new WriteBundles(
                kind,
                ObjectKey.live(live.getApiVersion(), live.getKind(), "", meta.getName()),
                meta.getUid(),
                meta.getResourceVersion(),
                List.of(entries),
                "the next generation is published");
    }

    /** This bundle for all of its call sites. */
    WriteBundles step(TrustBundle after) {
        var sites = sites();
        return step(IntStream.range(0, sites.size())
                .mapToObj(index -> entry(index, sites.get(index).bundle(), after))
                .toArray(EntryBundle[]::new));
    }

    /** Of the call site that stands there now. */
    EntryBundle entry(int index, TrustBundle before, TrustBundle after) {
        return new EntryBundle(index, sites().get(index).entry(), service, before, after);
    }

    private static String fields(ManagedFieldsEntry entry) {
        return String.valueOf(entry.getFieldsV1().getAdditionalProperties());
    }

    private HasMetadata object(List<String> entries) {
        return switch (kind) {
            case VALIDATING_WEBHOOK ->
                new ValidatingWebhookConfigurationBuilder()
                        .withMetadata(named(group))
                        .withWebhooks(names(entries)
                                .map(name -> new ValidatingWebhookBuilder()
                                        .withName(name)
                                        .withSideEffects("None")
                                        .withAdmissionReviewVersions("v1")
                                        .withNewClientConfig()
                                        .withNewService(service.name(), service.namespace(), null, 443)
                                        .endClientConfig()
                                        .build())
                                .toList())
                        .build();
            case MUTATING_WEBHOOK ->
                new MutatingWebhookConfigurationBuilder()
                        .withMetadata(named(group))
                        .withWebhooks(names(entries)
                                .map(name -> new MutatingWebhookBuilder()
                                        .withName(name)
                                        .withSideEffects("None")
                                        .withAdmissionReviewVersions("v1")
                                        .withNewClientConfig()
                                        .withNewService(service.name(), service.namespace(), null, 443)
                                        .endClientConfig()
                                        .build())
                                .toList())
                        .build();
            case CONVERSION_WEBHOOK -> definition();
            case API_SERVICE ->
                new APIServiceBuilder()
                        .withMetadata(named("v1.aggregated." + group))
                        .withNewSpec()
                        .withGroup("aggregated." + group)
                        .withVersion("v1")
                        .withGroupPriorityMinimum(100)
                        .withVersionPriority(100)
                        .withNewService(service.name(), service.namespace(), 443)
                        .endSpec()
                        .build();
        };
    }

    private CustomResourceDefinition definition() {
        return new CustomResourceDefinitionBuilder()
                .withMetadata(named("things." + group))
                .withNewSpec()
                .withGroup(group)
                .withScope("Namespaced")
                .withNewNames()
                .withKind("Thing")
                .withPlural("things")
                .endNames()
                .addNewVersion()
                .withName("v1")
                .withServed(true)
                .withStorage(true)
                .withNewSchema()
                .withNewOpenAPIV3Schema()
                .withType("object")
                .endOpenAPIV3Schema()
                .endSchema()
                .endVersion()
                .withNewConversion()
                .withStrategy("Webhook")
                .withNewWebhook()
                .withConversionReviewVersions("v1")
                .withNewClientConfig()
                .withNewService(service.name(), service.namespace(), null, 443)
                .endClientConfig()
                .endWebhook()
                .endConversion()
                .endSpec()
                .build();
    }

    private Stream<String> names(List<String> entries) {
        return entries.stream().map(entry -> entry + "." + group);
    }

    private static ObjectMeta named(String name) {
        return new ObjectMetaBuilder().withName(name).build();
    }
}
