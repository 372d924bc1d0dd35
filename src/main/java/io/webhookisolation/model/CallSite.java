package io.webhookisolation.model;

import java.util.Comparator;
import java.util.Optional;

/**
 * One place where the API server is told to call a Service.
 *
 * @param configuration the webhook configuration, CustomResourceDefinition or APIService
 * @param entry name of the webhook entry; empty for conversion stanzas and APIServices
 * @param service the Service that it names; empty when it names a URL
 * @param url set when it names a URL instead
 * @param port the Service port that it names; 443 by default
 * @param path empty where it names none
 * @param insecureSkipTlsVerify an APIService may ask for no verification at all
 * @param failurePolicy {@code Fail} or {@code Ignore}; empty where there is none
 * @param ignored reason of the annotation {@code webhook-isolation.io/ignore}, empty when there is none
 * @param control who writes its bundle
 */
public record CallSite(
        CallSiteKind kind,
        ObjectKey configuration,
        String entry,
        Provenance provenance,
        Optional<ServiceReference> service,
        Optional<String> url,
        int port,
        String path,
        TrustBundle bundle,
        boolean insecureSkipTlsVerify,
        String failurePolicy,
        String ignored,
        BundleControl control)
        implements Comparable<CallSite> {

    private static final Comparator<CallSite> ORDER =
            Comparator.comparing(CallSite::configuration).thenComparing(CallSite::entry);

    /** A call site that tells nothing of who writes its bundle. */
    public CallSite(
            CallSiteKind kind,
            ObjectKey configuration,
            String entry,
            Provenance provenance,
            Optional<ServiceReference> service,
            Optional<String> url,
            int port,
            String path,
            TrustBundle bundle,
            boolean insecureSkipTlsVerify,
            String failurePolicy,
            String ignored) {
        this(
                kind,
                configuration,
                entry,
                provenance,
                service,
                url,
                port,
                path,
                bundle,
                insecureSkipTlsVerify,
                failurePolicy,
                ignored,
                BundleControl.NONE);
    }

    public boolean names(ServiceReference reference) {
        return service.filter(reference::equals).isPresent();
    }

    @Override
    public int compareTo(CallSite other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return configuration.kindAndName() + (entry.isEmpty() ? "" : " entry " + entry);
    }
}
