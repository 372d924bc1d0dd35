package io.webhookisolation.app;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One named check.
 *
 * @param problem what is wrong now; empty when all is well; called for each request, so it must be quick
 */
record HealthCheck(String name, Supplier<Optional<String>> problem) {

    static final HealthCheck PING = new HealthCheck("ping", Optional::empty);
}
