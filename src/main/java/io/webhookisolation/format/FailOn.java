package io.webhookisolation.format;

import io.webhookisolation.model.Finding;
import io.webhookisolation.model.Severity;
import java.util.List;
import java.util.Locale;

/** From which severity on a finding makes the audit fail. */
public enum FailOn {
    ERROR,
    WARNING,
    NOTE,
    NEVER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean fails(List<Finding> findings) {
        return switch (this) {
            case ERROR -> any(findings, Severity.ERROR);
            case WARNING -> any(findings, Severity.WARNING);
            case NOTE -> any(findings, Severity.NOTE);
            case NEVER -> false;
        };
    }

    private static boolean any(List<Finding> findings, Severity threshold) {
        return findings.stream().anyMatch(finding -> finding.severity().atLeast(threshold));
    }
}
