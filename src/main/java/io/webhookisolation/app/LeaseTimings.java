package io.webhookisolation.app;

import java.time.Duration;

/**
 * When leadership passes on: another process may lead {@code duration} after the last renewal, and a leader that could
 * not renew for {@code renewDeadline} steps down before that.
 */
public record LeaseTimings(Duration duration, Duration renewDeadline, Duration retryPeriod) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** As Kubernetes' own controllers have them. */
    public static final LeaseTimings DEFAULT =
            new LeaseTimings(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));

    public LeaseTimings {
        requireWhole(duration);
        if (renewDeadline.compareTo(duration) >= 0) {
            throw new InvalidConfigurationException("--lease-renew-deadline must be shorter than --lease-duration: "
                    + Durations.text(renewDeadline) + " is not shorter than " + Durations.text(duration) + ".");
        }
        if (retryPeriod.isZero() || retryPeriod.compareTo(renewDeadline) >= 0) {
            throw new InvalidConfigurationException(
                    "--lease-retry-period must be longer than 0 and shorter than --lease-renew-deadline: "
                            + Durations.text(retryPeriod) + " against " + Durations.text(renewDeadline) + ".");
        }
    }

    /** The Lease object counts in seconds (coordination.k8s.io/v1 API doc). */
    private static void requireWhole(Duration duration) {
        if (duration.compareTo(SHORTEST) < 0 || duration.toMillis() % 1000 != 0) {
            throw new InvalidConfigurationException(
                    "--lease-duration must be whole seconds, at least 1s: not " + Durations.text(duration) + ".");
        }
    }
}
