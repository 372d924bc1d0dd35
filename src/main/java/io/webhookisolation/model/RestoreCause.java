package io.webhookisolation.model;

/** Why we take our keys back. */
public enum RestoreCause {
    /** An owner left the endpoints after our write (predicate P10). */
    ROLLED_BACK,
    /** The standing guard: our keys would exclude an owner, or leave the Service empty. */
    GUARD,
    /** The policy was deleted with {@code onDelete: Revert}. */
    REVERT
}
