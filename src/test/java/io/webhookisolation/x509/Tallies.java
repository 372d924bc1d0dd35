package io.webhookisolation.x509;

import java.util.Map;
import java.util.TreeMap;

/** How often the two verifiers said what, by what was odd. */
final class Tallies {

    private enum Outcome {
        BOTH_YES,
        BOTH_NO,
        WE_REFUSE_ALONE,
        WE_ACCEPT_ALONE
    }

    private final Map<String, Map<Outcome, Integer>> counts = new TreeMap<>();

    void add(String what, boolean ours, boolean gos) {
        var outcome = gos
                ? (ours ? Outcome.BOTH_YES : Outcome.WE_REFUSE_ALONE)
                : (ours ? Outcome.WE_ACCEPT_ALONE : Outcome.BOTH_NO);
        counts.computeIfAbsent(what, any -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
    }

    boolean met(String what) {
        return counts.containsKey(what);
    }

    /** Whether Go said both yes and no. */
    boolean undecided(String what) {
        return count(what, Outcome.BOTH_YES) > 0 && count(what, Outcome.BOTH_NO) > 0;
    }

    String table() {
        var table = new StringBuilder(String.format("%8s %8s %8s%n", "both yes", "both no", "we alone no"));
        counts.keySet()
                .forEach(what -> table.append(String.format(
                        "%8d %8d %8d     %s%n",
                        count(what, Outcome.BOTH_YES),
                        count(what, Outcome.BOTH_NO),
                        count(what, Outcome.WE_REFUSE_ALONE),
                        what)));
        return table.toString();
    }

    private int count(String what, Outcome outcome) {
        return counts.getOrDefault(what, Map.of()).getOrDefault(outcome, 0);
    }
}
