package io.webhookisolation.model;

/** The four ways to make the API server call a Service. */
public enum CallSiteKind {
    VALIDATING_WEBHOOK,
    MUTATING_WEBHOOK,
    CONVERSION_WEBHOOK,
    API_SERVICE;

    /** Whether one object holds several call sites, told apart by their names; else the object is the call site. */
    public boolean hasEntries() {
        return this == VALIDATING_WEBHOOK || this == MUTATING_WEBHOOK;
    }
}
