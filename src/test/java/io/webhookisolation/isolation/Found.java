package io.webhookisolation.isolation;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.Policy;
import java.time.Instant;
import java.util.List;

/** The findings of one code that an analysis makes. */
final class Found {

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private Found() {}

    static List<Finding> of(FindingCode code, Given given) {
        return IsolationAnalysis.analyse(given.snapshot(), Policy.DEFAULT_LABEL_KEYS, NOW).findings().stream()
                .filter(finding -> finding.code() == code)
                .toList();
    }

    static Finding only(FindingCode code, Given given) {
        var found = of(code, given);
        if (found.size() != 1) {
            throw new AssertionError("expected one " + code + ", got " + found);
        }
        return found.getFirst();
    }
}
