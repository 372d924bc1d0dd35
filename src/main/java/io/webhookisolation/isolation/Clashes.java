package io.webhookisolation.isolation;

import io.webhookisolation.model.Clash;
import io.webhookisolation.model.Clash.Party;
import io.webhookisolation.model.Clash.Reason;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.NameClaim;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Repair;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.ownership.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Collects, pair by pair, why two components cannot share a namespace; what lies inside one component is left out. */
final class Clashes {

    private final Map<Clash, List<Reason>> reasons = new TreeMap<>();
    private final Map<Clash, SortedSet<String>> namesInNamespace = new TreeMap<>();
    private final Map<Clash, SortedSet<String>> namesOfCluster = new TreeMap<>();

    private final Map<String, Party> byDocument;

    /** Objects of one document are of one component, however few of them are marked: it goes by what most of them say. */
    Clashes(Snapshot snapshot) {
        byDocument = snapshot.names().stream()
                .filter(claim -> claim.provenance().document().isPresent())
                .collect(Collectors.groupingBy(
                        claim -> claim.provenance().document().orElseThrow(),
                        Collectors.collectingAndThen(Collectors.toList(), Clashes::mostOften)));
    }

    private static Party mostOften(List<NameClaim> claims) {
        var counts = claims.stream()
                .collect(Collectors.groupingBy(
                        claim -> Party.of(claim.provenance(), claim.key()), TreeMap::new, Collectors.counting()));
        var most = Collections.max(counts.values());
        counts.values().removeIf(count -> count < most);
        return counts.firstKey();
    }

    private Party party(Provenance provenance, ObjectKey object) {
        return provenance
                .document()
                .flatMap(document -> Optional.ofNullable(byDocument.get(document)))
                .orElseGet(() -> Party.of(provenance, object));
    }

    /** The Service reaches, or could reach, Pods of the other one's workload. */
    void reaches(ServiceVerdict verdict, Unit owner, Unit foreign) {
        var pods = foreign.key().kindAndName();
        var service = "Service " + verdict.reference().name();
        var latent = verdict.serviceClass() == ServiceClass.LATENT_OVERLAP;
        add(
                pair(party(owner.provenance(), owner.key()), party(foreign.provenance(), foreign.key())),
                new Reason(
                        code(verdict.serviceClass()),
                        service
                                + (latent ? " would also reach " : " also reaches ")
                                + pods
                                + (latent ? " one day" : ""),
                        change(verdict.repair())));
    }

    void bothServeFrom(String secret, Unit one, Unit other) {
        add(
                pair(party(one.provenance(), one.key()), party(other.provenance(), other.key())),
                new Reason(
                        FindingCode.WI202,
                        "both serve what is in Secret " + secret,
                        "give one of them a Secret of its own"));
    }

    void bothClaim(NameClaim one, NameClaim other) {
        var pair = pair(party(one.provenance(), one.key()), party(other.provenance(), other.key()));
        (one.key().namespace().isEmpty() ? namesOfCluster : namesInNamespace)
                .computeIfAbsent(pair, absent -> new TreeSet<>())
                .add(one.key().kind() + " " + one.key().name());
    }

    List<Clash> all() {
        addClaims("both claim ", namesInNamespace);
        addClaims("both claim, in whatever namespaces, ", namesOfCluster);
        return reasons.entrySet().stream()
                .filter(pair -> !pair.getKey().one().equals(pair.getKey().other()))
                .map(pair -> new Clash(pair.getKey().one(), pair.getKey().other(), pair.getValue()))
                .toList();
    }

    private void addClaims(String words, Map<Clash, SortedSet<String>> names) {
        names.forEach((pair, claimed) -> add(
                pair,
                new Reason(FindingCode.WI305, words + Listing.of(claimed), "give one of them another name or prefix")));
    }

    private void add(Clash pair, Reason reason) {
        reasons.computeIfAbsent(pair, absent -> new ArrayList<>()).add(reason);
    }

    private static Clash pair(Party one, Party other) {
        return one.compareTo(other) <= 0 ? new Clash(one, other, List.of()) : new Clash(other, one, List.of());
    }

    private static FindingCode code(ServiceClass overlap) {
        return switch (overlap) {
            case SILENT_MISROUTE -> FindingCode.WI103;
            case LATENT_OVERLAP -> FindingCode.WI102;
            default -> FindingCode.WI101;
        };
    }

    private static String change(Repair repair) {
        return switch (repair.kind()) {
            case NARROW_SELECTOR -> "add " + repair.addLabels() + " to its selector";
            case LABEL_THEN_NARROW ->
                "label the Pod template of its owner with " + repair.addLabels() + ", then add that to its selector";
            case SEPARATE_NAMESPACES -> "only a namespace for each helps";
            case NONE -> repair.reason();
        };
    }
}
