package io.webhookisolation.cluster.admission;

/** What became of one call of a webhook. */
public sealed interface CallResult {

    /** The webhook was reached and said yes. */
    record Admitted() implements CallResult {}

    /** The webhook was reached and said no. */
    record Denied(String message) implements CallResult {}

    /** The webhook could not be called; the text is the API server's. */
    record Failed(String message) implements CallResult {}
}
