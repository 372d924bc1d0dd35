package io.webhookisolation.report;

/** The conditions of a policy, in the order of its status. */
enum ConditionType {
    READY("Ready"),
    STALLED("Stalled"),
    RECONCILING("Reconciling"),
    ISOLATED("Isolated"),
    SELECTORS_APPLIED("SelectorsApplied"),
    CONTESTED("Contested");

    private final String word;

    ConditionType(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
