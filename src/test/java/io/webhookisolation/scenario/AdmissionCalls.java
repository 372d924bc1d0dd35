package io.webhookisolation.scenario;

import java.util.List;
import java.util.Optional;

/**
 * What became of a series of admission calls.
 *
 * @param failures by call, in order; empty where the call was admitted
 */
public record AdmissionCalls(List<Optional<String>> failures) {

    public AdmissionCalls {
        failures = List.copyOf(failures);
    }

    public int count() {
        return failures.size();
    }

    public int failed() {
        return errors().size();
    }

    public List<String> errors() {
        return failures.stream().flatMap(Optional::stream).toList();
    }
}
