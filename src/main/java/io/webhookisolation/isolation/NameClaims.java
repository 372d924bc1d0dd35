package io.webhookisolation.isolation;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Source;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names that two manifests claim: webhook Services in one namespace, and the cluster-scoped configurations that call them.
 * Whichever is installed last overwrites the other, as with the scaffold name {@code mutating-webhook-configuration}.
 */
final class NameClaims {

    private NameClaims() {}

    static List<Finding> of(Snapshot snapshot) {
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
                .map(NameClaims::finding)
                .toList();
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
