package io.webhookisolation.ownership;

import io.webhookisolation.model.Evidence;
import java.util.List;
import java.util.Optional;

/**
 * E7: Service and workload share a name prefix, as kustomize's {@code namePrefix} gives it, that is longer than that of any
 * other workload that the Service selects.
 *
 * <p>Prefixes are counted in words between dashes, and one that holds only words of scaffolds does not count.
 */
final class NamePrefix implements EvidenceRule {

    static final String CODE = "E7";
    private static final int WEIGHT = 10;

    private final Units units;

    NamePrefix(Units units) {
        this.units = units;
    }

    @Override
    public Optional<Evidence> examine(Claim claim) {
        var prefix = shared(claim, claim.unit());
        if (GenericWords.only(prefix)) {
            return Optional.empty();
        }
        var longest = units.in(claim.namespace()).stream()
                .filter(unit -> !unit.key().equals(claim.unit().key()))
                .filter(unit -> unit.isSelectedBy(claim.service().selector()))
                .mapToInt(unit -> shared(claim, unit).size())
                .max()
                .orElse(0);
        return prefix.size() > longest
                ? Optional.of(new Evidence(
                        CODE,
                        WEIGHT,
                        claim.who() + " alone shares the name prefix " + String.join("-", prefix)
                                + " with the Service"))
                : Optional.empty();
    }

    private static List<String> shared(Claim claim, Unit unit) {
        var service = GenericWords.tokens(claim.service().key().name());
        var workload = GenericWords.tokens(unit.key().name());
        var length = 0;
        while (length < Math.min(service.size(), workload.size())
                && service.get(length).equals(workload.get(length))) {
            length++;
        }
        return service.subList(0, length);
    }
}
