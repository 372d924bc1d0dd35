package io.webhookisolation.isolation;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.NameClaim;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Severity;
import io.webhookisolation.model.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * WI305, names that two components claim, cluster-scoped or in one namespace. Whichever is installed last overwrites the
 * other, as with the scaffold names {@code mutating-webhook-configuration} and {@code manager-role}.
 *
 * <p>Manifests show both. On a cluster only the last is left, and the trace of the first on it: a configuration that says it
 * is of a Helm release of one namespace, and calls a Service of another namespace that is not of this release.
 */
final class NameClaims {

    /** What two components cannot have in common even if they write the same: what it does depends on what is around. */
    private static final Set<String> UNSHARED =
            Set.of("Service", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob");

    private final List<List<NameClaim>> contested;

    private NameClaims(List<List<NameClaim>> contested) {
        this.contested = contested;
    }

    /** Those of manifests, also where they are laid over a cluster. */
    static NameClaims of(Snapshot snapshot) {
        return new NameClaims(snapshot.names().stream()
                .collect(Collectors.groupingBy(NameClaim::claimed, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(NameClaims::rivals)
                .filter(rivals -> !rivals.isEmpty())
                .toList());
    }

    private static List<NameClaim> rivals(List<NameClaim> claims) {
        return claims.stream()
                .filter(one -> claims.stream().anyMatch(other -> areRivals(one, other)))
                .sorted()
                .toList();
    }

    /** An object of the cluster is most often the former version of the one that is to replace it. */
    private static boolean areRivals(NameClaim one, NameClaim other) {
        if (one.key().source().equals(other.key().source())) {
            return false;
        }
        if (isOfCluster(one) || isOfCluster(other)) {
            return one.isMarkedOtherwiseThan(other);
        }
        return one.content() != other.content() || UNSHARED.contains(one.key().kind());
    }

    Stream<Finding> findings() {
        return contested.stream().map(NameClaims::finding);
    }

    void addTo(Clashes clashes) {
        contested.forEach(rivals -> rivals.forEach(one -> rivals.stream()
                .filter(other -> areRivals(one, other))
                .forEach(other -> clashes.bothClaim(one, other))));
    }

    private static Finding finding(List<NameClaim> rivals) {
        var object = rivals.stream()
                .filter(claim -> !isOfCluster(claim))
                .findFirst()
                .orElse(rivals.getFirst())
                .key();
        var sources =
                rivals.stream().map(claim -> claim.key().source().toString()).toList();
        var inFiles =
                sources.stream().filter(source -> !source.equals("cluster")).toList();
        return Finding.of(
                FindingCode.WI305,
                object,
                object
                        + (rivals.stream().anyMatch(NameClaims::isOfCluster)
                                ? " of the cluster is another component's than that of " + Listing.of(inFiles)
                                        + ": to install it overwrites the other"
                                : " is claimed by " + sources.size() + " manifests, " + Listing.of(sources)
                                        + ": whichever is installed last overwrites the other"),
                sources);
    }

    private static boolean isOfCluster(NameClaim claim) {
        return claim.key().source().isCluster();
    }

    /** Those of a live cluster. */
    static Stream<Finding> traces(Snapshot snapshot) {
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
}
