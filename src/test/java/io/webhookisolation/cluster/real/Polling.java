package io.webhookisolation.cluster.real;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions of other processes, which nobody can notify us of. */
final class Polling {

    private static final Duration STEP = Duration.ofMillis(20);

    private Polling() {}

    static void pause() {
        LockSupport.parkNanos(STEP.toNanos());
    }

    /** @throws IllegalStateException with the message when the condition does not hold within the limit */
    static void until(Duration limit, BooleanSupplier condition, Supplier<String> message) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(message.get());
            }
            pause();
        }
    }
}
