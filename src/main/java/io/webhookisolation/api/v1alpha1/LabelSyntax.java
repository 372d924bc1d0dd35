package io.webhookisolation.api.v1alpha1;

/** What the API server accepts as a label (Kubernetes: "Labels and Selectors", "Syntax and character set"), for CEL. */
final class LabelSyntax {

    /** An optional DNS subdomain and a slash, then a name. */
    static final String KEY = "r'^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
            + "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$'";

    /** Empty, or a name. */
    static final String VALUE = "r'^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$'";

    private LabelSyntax() {}
}
