package io.webhookisolation.scenario;

import io.webhookisolation.model.TrustBundle;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who has a call site in his manifests with the bundle that it once had, and writes that back whenever he sees another. */
final class RivalOfBundles implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(50);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final RotatedSite<?> site;
    private final TrustBundle former;
    private final AtomicInteger restored = new AtomicInteger();

    private RivalOfBundles(RotatedSite<?> site, TrustBundle former) {
        this.site = site;
        this.former = former;
    }

    /** Watches over this call site from now on, with the bundle that it has now. */
    static RivalOfBundles of(RotatedSite<?> site) {
        var rival = new RivalOfBundles(site, site.bundle());
        var _ = rival.clock.scheduleWithFixedDelay(rival::restore, 0, PERIOD.toNanos(), TimeUnit.NANOSECONDS);
        return rival;
    }

    private void restore() {
        if (!site.bundle().equals(former)) {
            site.restore(former);
            restored.incrementAndGet();
        }
    }

    TrustBundle former() {
        return former;
    }

    /** How often so far. */
    int restored() {
        return restored.get();
    }

    @Override
    public void close() {
        clock.close();
    }
}
