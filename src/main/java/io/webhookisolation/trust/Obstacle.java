package io.webhookisolation.trust;

/** What stands against a write, by the rule that refuses it. */
public enum Obstacle {
    /** Some bundle does not verify the chain. */
    UNTRUSTED(Rule.I1),
    /** Some bundle verifies the chain, but not for long enough that every API server knows. */
    TRUST_TOO_FRESH(Rule.I1),
    /** Some bundle will not verify the chain any more tomorrow. */
    ENDS_SOON(Rule.I1),
    /** No Pod shows what is served. */
    NO_PODS(Rule.I2),
    /** A Pod was not seen twice of late. */
    POD_NOT_SEEN(Rule.I2),
    /** A Pod started of late, and may serve another chain than the one before it. */
    POD_STARTED(Rule.I2),
    /** Pods are being replaced. */
    ROLLING_OUT(Rule.I2),
    /** A Pod serves a chain that would no longer verify. */
    SERVED_CHAIN_NEEDS_IT(Rule.I2),
    /** The Secret holds a chain that would no longer verify once a Pod loads it. */
    STORED_CHAIN_NEEDS_IT(Rule.I2),
    /** The Secret was written of late, so that a Pod may still load what it held before. */
    STORED_TOO_FRESH(Rule.I2),
    /** The bundle is empty, and what is served may verify by the system's roots. */
    SYSTEM_ROOTS_MAY_VERIFY(Rule.I3),
    /** The bundle would be empty, which means the system's roots. */
    WOULD_BE_EMPTY(Rule.I3),
    /** The cluster was seen in part only. */
    NOT_ALL_SEEN(Rule.I5),
    /** The bundle would receive an authority whose key we do not hold. */
    FOREIGN_AUTHORITY(Rule.I6),
    /** The call site asks for no verification, and the API refuses a bundle beside that. */
    VERIFIES_NOTHING(Rule.I6);

    private final Rule rule;

    Obstacle(Rule rule) {
        this.rule = rule;
    }

    public Rule rule() {
        return rule;
    }

    /** Whether nothing but time and looks are missing. */
    public boolean passes() {
        return switch (this) {
            case POD_NOT_SEEN, POD_STARTED, ROLLING_OUT, STORED_TOO_FRESH -> true;
            default -> false;
        };
    }
}
