package io.webhookisolation.isolation;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Severity;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Source;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * WI305, names that two components claim: webhook Services in one namespace, and the cluster-scoped configurations that call
 * them. Whichever is installed last overwrites the other, as with the scaffold name {@code mutating-webhook-configuration}.
 *
 * <p>Manifests show both. On a cluster only the last is left, and the trace of the first on it: a configuration that says it
 * is of a Helm release of one namespace, and calls a Service of another namespace that is not of this release.
 */
final class NameClaims {

    private NameClaims() {}

    static Stream<Finding> of(Snapshot snapshot) {
        return snapshot.live() ? traces(snapshot) : collisions(snapshot);
    }

    private static Stream<Finding> collisions(Snapshot snapshot) {
        var called = snapshot.callSites().stream()
                .flatMap(site -> site.service().stream())
                .collect(Collectors.toSet());
        var services = snapshot.services().stream()
                .filter(service -> called.contains(service.reference()))
                .map(Service::key);
        var configurations = snapshot.callSites().stream().map(CallSite::configuration);
        var claims = Stream.concat(services, configurations)
                .collect(Collectors.groupingBy(
                        ObjectKey::toString, TreeMap::new, Collectors.toCollection(TreeSet::new)));
        return claims.values().stream()
                .filter(claimants -> claimants.size() > 1)
                .map(NameClaims::finding);
    }

    private static Stream<Finding> traces(Snapshot snapshot) {
        var services = snapshot.services().stream().collect(Collectors.toMap(Service::reference, Function.identity()));
        return snapshot.callSites().stream()
                .filter(site -> site.ignored().isEmpty())
                .flatMap(site -> site
                        .service()
                        .flatMap(called -> Optional.ofNullable(services.get(called)))
                        .flatMap(service -> trace(site, service))
                        .stream())
                .distinct();
    }

    /** A release may well spread over several namespaces, so that the Service has to be of another one. */
    private static Optional<Finding> trace(CallSite site, Service service) {
        var theirs = service.provenance().helmRelease();
        return site.provenance()
                .helmRelease()
                .filter(release -> !release.startsWith(service.key().namespace() + "/"))
                .filter(release -> !theirs.equals(Optional.of(release)))
                .map(release -> new Finding(
                        FindingCode.WI305,
                        Severity.WARNING,
                        site.configuration(),
                        site.configuration() + " is of Helm release " + release + " and calls " + service.key()
                                + ", which is not: two components seem to claim this name, and the last has it",
                        List.of(theirs.map(other -> service.key() + " is of Helm release " + other)
                                .orElse(service.key() + " is of no Helm release"))));
    }

    private static Finding finding(SortedSet<ObjectKey> claimants) {
        var first = claimants.first();
        var sources =
                claimants.stream().map(ObjectKey::source).map(Source::toString).toList();
        return Finding.of(
                FindingCode.WI305,
                first,
                first + " is claimed by " + sources.size() + " manifests, " + Listing.of(sources)
                        + ": whichever is installed last overwrites the other",
                sources);
    }
}
