package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Source;
import java.util.List;

/** Converts everything that makes the API server call a Service; an object that makes it call none gives no call site. */
public final class CallSiteConversion {

    /** The API server fails a call whose entry names no policy (admissionregistration/v1 API doc). */
    private static final String DEFAULT_FAILURE_POLICY = "Fail";

    private CallSiteConversion() {}

    public static List<CallSite> toModel(ValidatingWebhookConfiguration object, Source source, Provenance provenance) {
        var place = new Place(CallSiteKind.VALIDATING_WEBHOOK, Metadata.of(object), source, provenance);
        return OrEmpty.list(object.getWebhooks()).stream()
                .map(webhook -> place.entry(
                        OrEmpty.text(webhook.getName()),
                        Client.of(webhook.getClientConfig()),
                        OrEmpty.text(webhook.getFailurePolicy(), DEFAULT_FAILURE_POLICY)))
                .toList();
    }

    public static List<CallSite> toModel(MutatingWebhookConfiguration object, Source source, Provenance provenance) {
        var place = new Place(CallSiteKind.MUTATING_WEBHOOK, Metadata.of(object), source, provenance);
        return OrEmpty.list(object.getWebhooks()).stream()
                .map(webhook -> place.entry(
                        OrEmpty.text(webhook.getName()),
                        Client.of(webhook.getClientConfig()),
                        OrEmpty.text(webhook.getFailurePolicy(), DEFAULT_FAILURE_POLICY)))
                .toList();
    }

    public static List<CallSite> toModel(CustomResourceDefinition object, Source source, Provenance provenance) {
        var conversion = object.getSpec() == null ? null : object.getSpec().getConversion();
        if (conversion == null || !"Webhook".equals(conversion.getStrategy()) || conversion.getWebhook() == null) {
            return List.of();
        }
        var place = new Place(CallSiteKind.CONVERSION_WEBHOOK, Metadata.of(object), source, provenance);
        return List.of(place.whole(
                Client.of(conversion.getWebhook().getClientConfig()),
                "f:spec",
                "f:conversion",
                "f:webhook",
                "f:clientConfig"));
    }

    /** None for a local APIService, which the API server answers itself. */
    public static List<CallSite> toModel(APIService object, Source source, Provenance provenance) {
        var spec = object.getSpec();
        if (spec == null || spec.getService() == null) {
            return List.of();
        }
        var place = new Place(CallSiteKind.API_SERVICE, Metadata.of(object), source, provenance);
        return List.of(place.whole(Client.of(spec), "f:spec"));
    }

    private record Place(CallSiteKind kind, Metadata meta, Source source, Provenance provenance) {

        CallSite entry(String name, Client client, String failurePolicy) {
            var path = List.of("f:webhooks", "k:{\"name\":\"" + name + "\"}", "f:clientConfig");
            return callSite(name, client, failurePolicy, path);
        }

        /** The object is the call site, and its bundle stands at this path of {@code managedFields}. */
        CallSite whole(Client client, String... path) {
            return callSite("", client, "", List.of(path));
        }

        private CallSite callSite(String entry, Client client, String failurePolicy, List<String> path) {
            return new CallSite(
                    kind,
                    meta.key(source),
                    entry,
                    provenance,
                    client.service(),
                    client.url(),
                    client.port(),
                    client.path(),
                    client.bundle(),
                    client.insecureSkipTlsVerify(),
                    failurePolicy,
                    meta.ignored(),
                    BundleControls.of(meta, path));
        }
    }
}
