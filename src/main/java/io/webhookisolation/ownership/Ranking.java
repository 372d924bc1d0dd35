package io.webhookisolation.ownership;

import io.webhookisolation.model.Relation;
import java.util.List;

/**
 * Decides between the workloads that one Service selects, by weights; for suggestions and classes, never for writes.
 *
 * <p>One clear winner is the owner, and who is clearly behind it is foreign. Several are owners if each has its own firm
 * evidence. Without a winner all who may be it stay unknown. A workload that was not probed is compared without the
 * probe's weight: that its neighbour answered says nothing about it.
 */
final class Ranking {

    /** So far behind, and it is not the owner; more than any one weak hint. */
    static final int MARGIN = 10;

    /** Down here it is foreign even without a winner. */
    static final int EXCLUDED = -20;

    private final List<Appraisal> contenders;
    private final List<Appraisal> owners;

    Ranking(List<Appraisal> appraisals) {
        contenders = appraisals.stream()
                .filter(appraisal -> appraisal.score() > EXCLUDED)
                .toList();
        owners = owners(
                contenders.stream().filter(appraisal -> !appraisal.disputed()).toList());
    }

    Relation of(Appraisal appraisal) {
        if (owners.contains(appraisal)) {
            return Relation.OWNER;
        }
        if (appraisal.disputed()) {
            return Relation.UNKNOWN;
        }
        return !contenders.contains(appraisal) || isClearlyBehind(appraisal) ? Relation.FOREIGN : Relation.UNKNOWN;
    }

    private boolean isClearlyBehind(Appraisal appraisal) {
        return !owners.isEmpty() && owners.stream().allMatch(owner -> lead(owner, appraisal) >= MARGIN);
    }

    private static int lead(Appraisal ahead, Appraisal behind) {
        return behind.probed()
                ? ahead.score() - behind.score()
                : ahead.scoreWithoutProbe() - behind.scoreWithoutProbe();
    }

    private List<Appraisal> owners(List<Appraisal> undisputed) {
        if (contenders.size() == 1) {
            return undisputed.stream().filter(Ranking::isPlausibleAlone).toList();
        }
        var certain = undisputed.stream().filter(Appraisal::holdsCertificate).toList();
        return certain.isEmpty() ? winners(undisputed) : certain;
    }

    private List<Appraisal> winners(List<Appraisal> undisputed) {
        var best = undisputed.stream().mapToInt(Appraisal::score).max().orElse(0);
        var leaders = undisputed.stream()
                .filter(appraisal -> best - appraisal.score() < MARGIN)
                .toList();
        var convincing = leaders.size() == 1
                ? leaders.getFirst().hasOwnEvidence()
                : leaders.stream().allMatch(Appraisal::hasFirmEvidence);
        return best >= MARGIN && convincing ? leaders : List.of();
    }

    /**
     * Nobody else can be meant. Where a probe found that it serves something else to callers who look, it takes more than
     * the selector to say that its certificate is what is wrong.
     */
    private static boolean isPlausibleAlone(Appraisal appraisal) {
        var servesOther = appraisal.probed() && !appraisal.claim().unverified();
        return appraisal.score() >= (servesOther ? MARGIN : 0);
    }
}
