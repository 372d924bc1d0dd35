package io.webhookisolation.isolation;

import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Severity;
import io.webhookisolation.ownership.ServedChain;
import io.webhookisolation.x509.DnsNames;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Findings about the certificates that a Service's owners serve, whoever is to trust them: a wrong name (WI201), dates that
 * are over (WI204), an end that is near (WI205).
 *
 * <p>The API server looks at the dates before it looks at the name, so that each certificate has one fault.
 */
final class ServedLeaves {

    private final Service service;
    private final List<ServedChain> chains;
    private final Instant now;

    private ServedLeaves(Service service, List<ServedChain> chains, Instant now) {
        this.service = service;
        this.chains = chains;
        this.now = now;
    }

    /** {@code chains} are what the owners serve. */
    static Stream<Finding> of(Service service, List<ServedChain> chains, Instant now) {
        var leaves = new ServedLeaves(service, chains, now);
        return Stream.of(leaves.over(), leaves.stale(), leaves.ending()).flatMap(Optional::stream);
    }

    /** Whether the fault of such a chain, if it has one, is not its leaf's. */
    static boolean isInOrder(ServedChain served, Service service, Instant now) {
        return Lifetime.of(served.leaf()).contains(now) && served.isFor(service);
    }

    private Optional<Finding> over() {
        var over = those(served -> !lifetime(served).contains(now));
        return finding(
                FindingCode.WI204,
                FindingCode.WI204.severity(),
                over,
                first -> "serves a certificate that " + lifetime(first).trouble(now)
                        + ": calls that land there fail with \"x509: certificate has expired or is not yet valid\"");
    }

    private Optional<Finding> stale() {
        var stale = those(served -> lifetime(served).contains(now) && !served.isFor(service));
        return finding(
                FindingCode.WI201,
                FindingCode.WI201.severity(),
                stale,
                first -> "serves a certificate for " + names(first) + ", not for "
                        + service.reference().serverName()
                        + ", although it is of the owner: issue the certificate anew or restart the Pods, and leave the"
                        + " selector");
    }

    private Optional<Finding> ending() {
        var ending = those(served ->
                isInOrder(served, service, now) && lifetime(served).urgency(now).isPresent());
        return ending.stream()
                .flatMap(served -> lifetime(served).urgency(now).stream())
                .min(Comparator.naturalOrder())
                .flatMap(severity -> finding(
                        FindingCode.WI205,
                        severity,
                        ending,
                        first -> "serves a certificate that ends at "
                                + lifetime(first).until()));
    }

    /** Those of which something is true, the one that ends first in front. */
    private List<ServedChain> those(Predicate<ServedChain> wanted) {
        return chains.stream()
                .filter(wanted)
                .sorted(Comparator.comparing(served -> lifetime(served).until()))
                .toList();
    }

    private Optional<Finding> finding(
            FindingCode code, Severity severity, List<ServedChain> faulty, Function<ServedChain, String> fault) {
        if (faulty.isEmpty()) {
            return Optional.empty();
        }
        var first = faulty.getFirst();
        var others = faulty.size() == 1 ? "" : " (and " + (faulty.size() - 1) + " more)";
        return Optional.of(new Finding(
                code,
                severity,
                service.key(),
                first.pod().key().kindAndName() + others + " behind " + service.key() + " " + fault.apply(first),
                faulty.stream().map(ServedLeaves::evidence).toList()));
    }

    private static String evidence(ServedChain served) {
        return served.pod().key().kindAndName() + " serves " + names(served) + ", valid from "
                + lifetime(served).from() + " to " + lifetime(served).until();
    }

    private static String names(ServedChain served) {
        var names = DnsNames.of(served.leaf());
        return names.isEmpty() ? "no name" : String.join(", ", names);
    }

    private static Lifetime lifetime(ServedChain served) {
        return Lifetime.of(served.leaf());
    }
}
