package io.webhookisolation.certify;

import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.ownership.Unit;
import io.webhookisolation.x509.DnsNames;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The Secret that a Service's proved owners serve from.
 *
 * @param name of the Secret; empty if it cannot be told, and then {@code doubt} says why
 * @param owners that are proved to own the Service
 */
record Mount(ServiceVerdict verdict, List<Unit> owners, Optional<String> name, String doubt) {

    ServiceReference service() {
        return verdict.reference();
    }

    /** All Secrets that they mount. */
    static SortedSet<String> candidates(Collection<Unit> owners) {
        return owners.stream()
                .flatMap(owner -> owner.template().secretMounts().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The one of them whose leaf names the Service; else the only one that is not there yet and that Pods wait for; else the
     * only one.
     *
     * @param leaves by name of the Secret, as far as it holds a leaf that can be read
     * @param seen those that exist
     */
    static Mount of(
            ServiceVerdict verdict,
            List<Unit> owners,
            Map<String, X509Certificate> leaves,
            Map<String, SeenSecret> seen) {
        var candidates = candidates(owners);
        var naming = candidates.stream()
                .filter(name -> Optional.ofNullable(leaves.get(name)).stream()
                        .flatMap(leaf -> DnsNames.of(leaf).stream())
                        .anyMatch(
                                san -> DnsNames.matches(san, verdict.reference().serverName())))
                .toList();
        var absent = candidates.stream()
                .filter(name -> !seen.containsKey(name) && isRequired(name, owners))
                .toList();
        for (var choice : List.of(naming, absent, List.copyOf(candidates))) {
            if (choice.size() == 1) {
                return new Mount(verdict, owners, Optional.of(choice.getFirst()), "");
            }
            if (!choice.isEmpty()) {
                return new Mount(
                        verdict,
                        owners,
                        Optional.empty(),
                        "its owners mount " + String.join(", ", choice)
                                + ", and which of them they serve from cannot be"
                                + " told; put a certificate for "
                                + verdict.reference().serverName()
                                + " into the right one");
            }
        }
        return new Mount(
                verdict,
                owners,
                Optional.empty(),
                owners.isEmpty()
                        ? "no workload is proved to own it"
                        : "its owners mount no Secret; mount one where the webhook server reads its certificate");
    }

    /** Without an optional one Pods start, and serve from another. */
    private static boolean isRequired(String name, Collection<Unit> owners) {
        return owners.stream()
                .map(Unit::template)
                .anyMatch(template -> template.requiredSecrets().contains(name));
    }
}
