package io.webhookisolation.app;

import java.util.Locale;

/** How log lines look: for people, or one JSON object per line. */
enum LogFormat {
    TEXT,
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
