package io.webhookisolation.probe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that only a test moves. */
final class SimulatedTime implements InstantSource {

    static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

    private volatile Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration step) {
        now = now.plus(step);
    }

    Duration sinceStart() {
        return Duration.between(START, now);
    }
}
