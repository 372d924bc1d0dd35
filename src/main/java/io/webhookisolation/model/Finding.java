package io.webhookisolation.model;

import java.util.Comparator;
import java.util.List;

/**
 * One thing that is wrong or worth knowing, with its evidence.
 *
 * @param object the object to look at first: the broad Service rather than the Pod that answers
 * @param message one sentence that stands by itself
 */
public record Finding(FindingCode code, Severity severity, ObjectKey object, String message, List<String> evidence)
        implements Comparable<Finding> {

    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::code)
            .thenComparing(Finding::object)
            .thenComparing(Finding::message);

    public Finding {
        evidence = List.copyOf(evidence);
    }

    public static Finding of(FindingCode code, ObjectKey object, String message, List<String> evidence) {
        return new Finding(code, code.severity(), object, message, evidence);
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
