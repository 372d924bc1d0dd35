package io.webhookisolation.bench;

import java.time.Duration;
import java.util.List;

/** How long something took, time after time; at least one. */
record Times(List<Duration> sorted) {

    Times {
        sorted = sorted.stream().sorted().toList();
    }

    Duration median() {
        return percentile(50);
    }

    /** By the nearest rank: one that was really measured. */
    Duration percentile(int percent) {
        return sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
    }
}
