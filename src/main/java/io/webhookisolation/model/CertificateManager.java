package io.webhookisolation.model;

/** Who issues a serving certificate and writes the trust bundles that go with it. */
public enum CertificateManager {
    /** We do, or would: nobody else is seen to. */
    POLICY("Policy"),
    CERT_MANAGER("CertManager"),
    /** OPA's cert-controller, a library inside the webhook's server. */
    CERT_CONTROLLER("CertController"),
    /** OpenShift's service-ca operator. */
    SERVICE_CA("ServiceCA"),
    OLM("OLM"),
    /** A server that writes its own bundle in a manner of its own. */
    SELF("Self"),
    /** A chart that generates Secret and bundle together, at each upgrade anew or once. */
    HELM_GENERATED("HelmGenerated"),
    /** kube-webhook-certgen, as a Job. */
    CERTGEN("Certgen"),
    /** The call site names a URL outside of the cluster. */
    EXTERNAL("External");

    private final String word;

    CertificateManager(String word) {
        this.word = word;
    }

    /** As the status and {@code takeOver} say it. */
    public String word() {
        return word;
    }
}
