package io.webhookisolation.model;

/** Where a Service stands on the way to its wanted selector; the reasons of condition {@code SelectorsApplied}. */
public enum SelectorState {
    APPLIED("Applied"),
    ALREADY_NARROW("AlreadyNarrow"),
    AUDIT_MODE("AuditMode"),
    NO_DISTINGUISHING_LABEL("NoDistinguishingLabel"),
    AWAITING_ROLLOUT("AwaitingRollout"),
    SIMULATION_REJECTED("SimulationRejected"),
    MANAGED_ELSEWHERE("ManagedElsewhere"),
    SELECTOR_REVERTED("SelectorReverted"),
    ROLLED_BACK("RolledBack"),
    REVERT_SKIPPED("RevertSkipped");

    private final String reason;

    SelectorState(String reason) {
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
