package io.webhookisolation.model;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Two components that cannot share a namespace as they are, and why.
 *
 * @param one the lesser of the two
 * @param reasons sorted; at least one
 */
public record Clash(Party one, Party other, List<Reason> reasons) implements Comparable<Clash> {

    public Clash {
        reasons = reasons.stream().sorted().distinct().toList();
    }

    /**
     * A component.
     *
     * @param place its file or folder, or {@code the cluster}
     */
    public record Party(String component, String place) implements Comparable<Party> {

        /** That of an object; one that nothing marks stands for itself. */
        public static Party of(Provenance provenance, ObjectKey object) {
            var name = provenance.component().isEmpty() ? object.kindAndName() : provenance.component();
            var document = provenance.document().orElse("").replaceFirst("#.*", "");
            var file = object.source().isCluster()
                    ? "the cluster"
                    : object.source().file();
            return new Party(name, document.isEmpty() ? file : document);
        }

        @Override
        public int compareTo(Party party) {
            return Comparator.comparing(Party::component)
                    .thenComparing(Party::place)
                    .compare(this, party);
        }

        @Override
        public String toString() {
            return component + " (" + place + ")";
        }
    }

    /**
     * One reason.
     *
     * @param code of the finding that says more
     * @param why what would go wrong
     * @param change what to change
     */
    public record Reason(FindingCode code, String why, String change) implements Comparable<Reason> {
        @Override
        public int compareTo(Reason reason) {
            return Comparator.comparing(Reason::code)
                    .thenComparing(Reason::why)
                    .thenComparing(Reason::change)
                    .compare(this, reason);
        }

        @Override
        public String toString() {
            return why + " (" + change + ")";
        }
    }

    /** All of it in one sentence. */
    public String sentence() {
        return one + " and " + other + " cannot share a namespace: "
                + reasons.stream().map(Reason::toString).collect(Collectors.joining("; "));
    }

    @Override
    public int compareTo(Clash clash) {
        return Comparator.comparing(Clash::one).thenComparing(Clash::other).compare(this, clash);
    }
}
