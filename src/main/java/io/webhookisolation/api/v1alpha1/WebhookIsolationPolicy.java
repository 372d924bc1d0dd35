package io.webhookisolation.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** Asks for the isolation of the webhook Services of its own namespace, and reports on them in its status. */
@Group(WebhookIsolationPolicy.GROUP)
@Version(WebhookIsolationPolicy.VERSION)
@Kind(WebhookIsolationPolicy.KIND)
@Singular("webhookisolationpolicy")
@Plural("webhookisolationpolicies")
@ShortNames("whip")
@Categories({"webhook-isolation", "all"})
@AdditionalPrinterColumn(name = "Mode", type = AdditionalPrinterColumn.Type.STRING, jsonPath = ".spec.selectors.mode")
@AdditionalPrinterColumn(
        name = "Isolated",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.conditions[?(@.type==\"Isolated\")].status")
@AdditionalPrinterColumn(
        name = "Webhooks",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.summary.services")
@AdditionalPrinterColumn(
        name = "Conflicts",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.summary.overlapping")
@AdditionalPrinterColumn(
        name = "Suggested",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1,
        jsonPath = ".status.summary.suggested")
@AdditionalPrinterColumn(
        name = "Certificates",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1,
        jsonPath = ".status.conditions[?(@.type==\"CertificatesReady\")].status")
@AdditionalPrinterColumn(
        name = "Ready",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
        name = "Message",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1,
        jsonPath = ".status.conditions[?(@.type==\"Isolated\")].message")
@AdditionalPrinterColumn(
        name = "Age",
        type = AdditionalPrinterColumn.Type.DATE,
        jsonPath = ".metadata.creationTimestamp")
public class WebhookIsolationPolicy extends CustomResource<PolicySpec, PolicyStatus> implements Namespaced {

    public static final String GROUP = "webhook-isolation.io";
    public static final String VERSION = "v1alpha1";
    public static final String KIND = "WebhookIsolationPolicy";

    private static final long serialVersionUID = 1L;

    @JsonPropertyDescription("What the policy asks for.")
    @Required
    @Override
    public PolicySpec getSpec() {
        return super.getSpec();
    }

    @JsonPropertyDescription("What was found and done; written by the operator.")
    @Override
    public PolicyStatus getStatus() {
        return super.getStatus();
    }
}
