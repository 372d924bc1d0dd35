package io.webhookisolation.model;

/** The four ways to make the API server call a Service. */
public enum CallSiteKind {
    VALIDATING_WEBHOOK,
    MUTATING_WEBHOOK,
    CONVERSION_WEBHOOK,
    API_SERVICE
}
