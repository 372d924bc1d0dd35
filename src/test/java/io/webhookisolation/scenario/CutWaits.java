package io.webhookisolation.scenario;

import io.webhookisolation.certificate.Timing.Waits;
import java.time.Duration;

/** A rotation that is over in seconds: the waits of a cluster in proportion, and no hour between two that are forced. */
public final class CutWaits {

    private CutWaits() {}

    /**
     * As in a cluster, but for what is scaled.
     *
     * @param dwell how long a bundle holds an authority before anything depends on it
     */
    public static Waits around(Duration dwell) {
        var usual = Waits.DEFAULT;
        return new Waits(
                dwell,
                dwell.multipliedBy(2),
                usual.foresight(),
                usual.evidence(),
                dwell.multipliedBy(3),
                Duration.ZERO);
    }
}
