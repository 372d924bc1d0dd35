package io.webhookisolation.report;

import io.webhookisolation.model.SelectorState;
import java.util.Comparator;
import java.util.List;

/** Folds the states of many selectors into condition SelectorsApplied: the worst wins, then the name. */
final class SelectorsFold {

    private static final List<SelectorState> WORST_FIRST = List.of(
            SelectorState.REVERT_SKIPPED,
            SelectorState.SELECTOR_REVERTED,
            SelectorState.MANAGED_ELSEWHERE,
            SelectorState.ROLLED_BACK,
            SelectorState.SIMULATION_REJECTED,
            SelectorState.AWAITING_ROLLOUT,
            SelectorState.NO_DISTINGUISHING_LABEL,
            SelectorState.AUDIT_MODE,
            SelectorState.APPLIED,
            SelectorState.ALREADY_NARROW);

    private static final Comparator<Standing> ORDER = Comparator.<Standing>comparingInt(
                    standing -> WORST_FIRST.indexOf(standing.state()))
            .thenComparing(Standing::name);

    private SelectorsFold() {}

    static Verdict fold(List<Standing> standings) {
        var named = standings.stream()
                .filter(standing -> standing.state() != SelectorState.ALREADY_NARROW)
                .sorted(ORDER)
                .toList();
        if (named.isEmpty()) {
            return new Verdict(Truth.TRUE, SelectorState.ALREADY_NARROW.reason(), "No selector needs narrowing");
        }
        var worst = named.getFirst().state();
        var sentences = named.stream().map(Sentences::standing).toList();
        return new Verdict(
                worst == SelectorState.APPLIED ? Truth.TRUE : Truth.FALSE, worst.reason(), Sentences.listed(sentences));
    }
}
