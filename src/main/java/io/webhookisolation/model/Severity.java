package io.webhookisolation.model;

import java.util.Locale;

/** How much a finding matters; worst first. */
public enum Severity {
    ERROR,
    WARNING,
    NOTE;

    /** {@code error}, {@code warning}, {@code note}: the words of SARIF and of our reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean atLeast(Severity threshold) {
        return compareTo(threshold) <= 0;
    }
}
