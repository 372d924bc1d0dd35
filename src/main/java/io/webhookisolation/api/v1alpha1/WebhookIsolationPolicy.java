package io.webhookisolation.api.v1alpha1;

import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
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
public class WebhookIsolationPolicy extends CustomResource<PolicySpec, PolicyStatus> implements Namespaced {

    public static final String GROUP = "webhook-isolation.io";
    public static final String VERSION = "v1alpha1";
    public static final String KIND = "WebhookIsolationPolicy";

    private static final long serialVersionUID = 1L;

    @Required
    @Override
    public PolicySpec getSpec() {
        return super.getSpec();
    }
}
