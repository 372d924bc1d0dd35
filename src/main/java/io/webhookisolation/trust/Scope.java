package io.webhookisolation.trust;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.x509.DnsNames;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which call sites a serving Secret answers to: those that call a name of its present leaf or its next one. */
public final class Scope {

    /** Host of an https URL; user, port and path are around it, and an IPv6 address has no name. */
    private static final Pattern HOST =
            Pattern.compile("(?i)https://(?:[^/?#@]*@)?([^/?#@:\\[\\]]+)(?::\\d*)?(?:[/?#].*)?");

    private Scope() {}

    /** Whom it calls, by the name that its API server verifies; empty if that cannot be told. */
    public static Optional<String> serverName(CallSite site) {
        return site.service()
                .map(ServiceReference::serverName)
                .or(() -> site.url().flatMap(Scope::host));
    }

    /**
     * The call sites that meet the Secret's chain, in the order given.
     *
     * @param names of the present and of the next leaf, wildcards included
     */
    public static List<CallSite> of(Collection<CallSite> callSites, Collection<String> names) {
        return callSites.stream()
                .filter(site -> serverName(site).stream()
                        .anyMatch(host -> names.stream().anyMatch(name -> DnsNames.matches(name, host))))
                .toList();
    }

    private static Optional<String> host(String url) {
        var matcher = HOST.matcher(url);
        return matcher.matches() ? Optional.of(matcher.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
