package io.webhookisolation.app;

import io.webhookisolation.certificate.Timing.Waits;
import java.time.Duration;

/**
 * How long a start waits, and how often the runtime looks what hinders it; only tests have their own.
 *
 * @param firstRead a large cluster takes its time; what is not read by then is a Gap, and no verdict rests on it
 * @param firstPolicies so long a leader waits for the policies; what is read later wakes it all the same
 * @param look between two looks of the {@link PermissionMonitor}
 * @param rotation how long rotations of certificates wait
 */
public record RuntimeTimings(Duration firstRead, Duration firstPolicies, Duration look, Waits rotation) {

    public static final RuntimeTimings DEFAULT =
            new RuntimeTimings(Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofSeconds(2), Waits.DEFAULT);
}
