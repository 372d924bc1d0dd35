package io.webhookisolation.isolation;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.Policy;
import java.time.Instant;
import java.util.List;

/** The findings that an analysis makes. */
final class Found {

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private Found() {}

    static List<Finding> of(FindingCode code, Given given) {
        return all(given).stream().filter(finding -> finding.code() == code).toList();
    }

    static Finding only(FindingCode code, Given given) {
        var found = of(code, given);
        if (found.size() != 1) {
            throw new AssertionError("expected one " + code + ", got " + found);
        }
        return found.getFirst();
    }

    static List<Finding> all(Given given) {
        return IsolationAnalysis.analyse(given.snapshot(), Policy.DEFAULT_LABEL_KEYS, NOW)
                .findings();
    }

    /** The one that there is. */
    static Finding only(Given given) {
        var found = all(given);
        if (found.size() != 1) {
            throw new AssertionError("expected one finding, got " + found);
        }
        return found.getFirst();
    }

    static List<String> messages(Given given) {
        return all(given).stream().map(Finding::message).toList();
    }
}
