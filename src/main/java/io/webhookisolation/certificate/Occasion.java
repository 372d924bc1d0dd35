package io.webhookisolation.certificate;

/** Why leaves come from another generation than before. */
public enum Occasion {
    /** Nothing of ours is in use yet. */
    ADOPTION,
    /** The period of the generation in use is over. */
    SCHEDULE,
    /** Somebody changed {@code rotate}. */
    FORCED,
    /** The key of the generation in use leaked. */
    COMPROMISE,
    /** The key of the generation in use is lost, or can issue no longer. */
    KEY_GONE
}
