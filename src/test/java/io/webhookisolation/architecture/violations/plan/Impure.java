package io.webhookisolation.architecture.violations.plan;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Everything that a pure package may not do. */
@SuppressWarnings("JavaUtilDate") // on purpose
public record Impure(URI address, Path file, Callable<Thread> work, SecureRandom secret) {

    List<Object> surroundings() {
        Supplier<Instant> reference = Instant::now;
        return List.of(
                reference, Clock.systemUTC(), System.nanoTime(), UUID.randomUUID(), new Date(), new Random().nextInt());
    }
}
