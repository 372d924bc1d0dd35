package io.webhookisolation.process;

import java.time.Duration;
import java.util.List;

/** When leadership passes on; the operator's own words for it are in docs/reference/commands.md. */
record LeaseFlags(Duration duration, Duration renewDeadline, Duration retryPeriod) {

    /** As short as a busy machine allows: a leader that gets no processor for 5 s loses its Lease. */
    static final LeaseFlags SHORT =
            new LeaseFlags(Duration.ofSeconds(6), Duration.ofSeconds(5), Duration.ofMillis(500));

    /** No outage here lasts as long, so leadership stays where it is. */
    static final LeaseFlags LONG =
            new LeaseFlags(Duration.ofSeconds(90), Duration.ofSeconds(80), Duration.ofSeconds(1));

    List<String> flags() {
        return List.of(
                "--lease-duration=" + text(duration),
                "--lease-renew-deadline=" + text(renewDeadline),
                "--lease-retry-period=" + text(retryPeriod));
    }

    private static String text(Duration time) {
        return time.toMillis() + "ms";
    }
}
