package io.webhookisolation.report;

import java.util.Locale;

/** What a TLS probe showed, in one word: label {@code result} of metric {@code probe_total}. */
public enum ProbeWord {
    /** A call site would accept the chain; or it asks for no verification, and the name is right. */
    MATCH,
    /** The leaf is for other names. */
    OTHER_NAME,
    /** The name is right, and no call site's bundle leads to the chain. */
    UNTRUSTED,
    EXPIRED,
    REFUSED,
    NOT_TLS,
    /** Nothing answered in time, or there was no way there. */
    TIMEOUT;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
