package io.webhookisolation.ownership;

import io.webhookisolation.model.Evidence;
import java.util.List;
import java.util.Set;

/**
 * A workload that a Service selects, with all evidence.
 *
 * @param disputed its Pods disagree about what they are
 */
record Appraisal(Claim claim, List<Evidence> evidence, boolean disputed) {

    /** What is about the certificate itself; it makes an owner whatever else is said. */
    private static final Set<String> DIRECT = Set.of(ServedCertificate.CODE, MountedSecret.CODE);

    /** All workloads of an umbrella chart, of a bundle, of a scaffold have these in common. */
    private static final Set<String> SHARED = Set.of(InstallationMark.HELM, InstallationMark.OLM, TargetPort.CODE);

    private static final int FIRM = 40;

    Appraisal {
        evidence = List.copyOf(evidence);
    }

    int score() {
        return evidence.stream().mapToInt(Evidence::weight).sum();
    }

    int scoreWithoutProbe() {
        return evidence.stream()
                .filter(item -> !item.code().equals(ServedCertificate.CODE))
                .mapToInt(Evidence::weight)
                .sum();
    }

    boolean probed() {
        return evidence.stream().anyMatch(item -> item.code().equals(ServedCertificate.CODE));
    }

    /** Direct evidence for it. */
    boolean holdsCertificate() {
        return evidence.stream().anyMatch(item -> item.weight() > 0 && DIRECT.contains(item.code()));
    }

    /** Something for it that another workload of the same installation need not have. */
    boolean hasOwnEvidence() {
        return evidence.stream().anyMatch(item -> item.weight() > 0 && !SHARED.contains(item.code()));
    }

    /** One strong piece of such evidence. */
    boolean hasFirmEvidence() {
        return evidence.stream().anyMatch(item -> item.weight() >= FIRM && !SHARED.contains(item.code()));
    }
}
