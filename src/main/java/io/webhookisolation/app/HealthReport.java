package io.webhookisolation.app;

import java.util.List;
import java.util.Optional;

/** The outcome of a list of checks, in the words of the Kubernetes API server's own {@code /readyz?verbose}. */
record HealthReport(String endpoint, List<Outcome> outcomes) {

    HealthReport {
        outcomes = List.copyOf(outcomes);
    }

    /** One check's outcome; {@code problem} is empty when it passed. */
    record Outcome(String name, Optional<String> problem) {
        String line() {
            return problem.map(text -> "[-]" + name + " failed: " + text).orElse("[+]" + name + " ok");
        }
    }

    static HealthReport of(String endpoint, List<HealthCheck> checks) {
        return new HealthReport(endpoint, checks.stream().map(HealthReport::run).toList());
    }

    private static Outcome run(HealthCheck check) {
        try {
            return new Outcome(check.name(), check.problem().get());
        } catch (RuntimeException e) {
            return new Outcome(check.name(), Optional.of("the check itself failed: " + e));
        }
    }

    boolean passed() {
        return outcomes.stream().allMatch(outcome -> outcome.problem().isEmpty());
    }

    /** Failures are always listed; what passed is listed too when that is asked for. */
    String text(boolean verbose) {
        if (passed() && !verbose) {
            return "ok\n";
        }
        var text = new StringBuilder();
        outcomes.forEach(outcome -> text.append(outcome.line()).append('\n'));
        return text.append(endpoint)
                .append(passed() ? " check passed\n" : " check failed\n")
                .toString();
    }
}
