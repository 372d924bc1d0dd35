package io.webhookisolation.probe;

import java.time.Duration;

/**
 * How much a {@link Prober} asks of the Pods and of the network.
 *
 * @param timeout of one probe, dialling included
 * @param perService probes of one Service at the same time, at least 1
 * @param total probes at the same time, at least 1
 */
public record ProbeLimits(Duration timeout, int perService, int total) {

    public static final ProbeLimits DEFAULT = new ProbeLimits(Duration.ofSeconds(3), 4, 64);

    public ProbeLimits {
        if (!timeout.isPositive() || perService < 1 || total < 1) {
            throw new IllegalArgumentException(
                    "probe limits must be positive: timeout " + timeout + ", " + perService + " per Service, " + total);
        }
    }
}
