package io.webhookisolation.observe;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.webhookisolation.convert.CallSiteConversion;
import io.webhookisolation.convert.ProvenanceConversion;
import io.webhookisolation.convert.SeenSecretConversion;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LiveCallSites;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.model.Source;
import java.util.List;
import java.util.function.Function;

/** Reads what a rotation decides on: each object by its name, at the moment, and without keeping it. */
public final class CertificateReader {

    private final KubernetesClient client;

    public CertificateReader(KubernetesClient client) {
        this.client = client;
    }

    public Look<SeenSecret> secret(String namespace, String name) {
        return read(Secret.class, namespace, name, SeenSecretConversion::toModel);
    }

    /** A namespace that was made anew has another. */
    public Look<String> namespaceUid(String namespace) {
        return read(Namespace.class, "", namespace, it -> it.getMetadata().getUid());
    }

    public Look<LiveCallSites> callSites(CallSiteKind kind, String name) {
        return switch (kind) {
            case VALIDATING_WEBHOOK ->
                callSites(kind, name, ValidatingWebhookConfiguration.class, CallSiteConversion::toModel);
            case MUTATING_WEBHOOK ->
                callSites(kind, name, MutatingWebhookConfiguration.class, CallSiteConversion::toModel);
            case CONVERSION_WEBHOOK ->
                callSites(kind, name, CustomResourceDefinition.class, CallSiteConversion::toModel);
            case API_SERVICE -> callSites(kind, name, APIService.class, CallSiteConversion::toModel);
        };
    }

    private <R extends HasMetadata> Look<LiveCallSites> callSites(
            CallSiteKind kind, String name, Class<R> type, Kinds.Conversion<R, List<CallSite>> conversion) {
        return read(
                type,
                "",
                name,
                object -> new LiveCallSites(
                        kind,
                        ObjectKey.live(object.getApiVersion(), object.getKind(), "", name),
                        object.getMetadata().getUid(),
                        object.getMetadata().getResourceVersion(),
                        conversion.toModel(object, Source.CLUSTER, ProvenanceConversion.ofCluster(object))));
    }

    /**
     * @param namespace empty for cluster-scoped kinds
     */
    private <R extends HasMetadata, V> Look<V> read(
            Class<R> type, String namespace, String name, Function<R, V> conversion) {
        var resources = client.resources(type);
        try {
            var found = namespace.isEmpty()
                    ? resources.withName(name).get()
                    : resources.inNamespace(namespace).withName(name).get();
            return found == null ? new Look.Absent<>() : new Look.Seen<>(conversion.apply(found));
        } catch (KubernetesClientException failed) {
            return new Look.Hidden<>(gap(ReadFailure.of(failed), type, namespace));
        }
    }

    private static Gap gap(ReadFailure failure, Class<? extends HasMetadata> type, String namespace) {
        // Whatever complains about an answer that it cannot read may quote it.
        var told = failure.answered() ? failure : new ReadFailure(0, "no answer that could be read");
        return told.gap("get", HasMetadata.getKind(type), HasMetadata.getFullResourceName(type), namespace);
    }
}
