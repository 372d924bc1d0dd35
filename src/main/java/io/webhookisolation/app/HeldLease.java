package io.webhookisolation.app;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Lease, and whether this process may count on it: for the renew deadline after each renewal, whatever it has been
 * told since. A process that was paused finds out by itself that its time is over, before anybody tells it.
 *
 * <p>What keeps it from the Lease is logged once, not at each try.
 */
final class HeldLease extends LeaseLock {

    private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);
    private static final ZonedDateTime LONG_AGO = Instant.EPOCH.atZone(ZoneOffset.UTC);

    private final Duration renewDeadline;
    private final Supplier<Optional<String>> hindrance;
    private final LongSupplier nanoTime;

    /** When the last renewal was sent; empty while somebody else holds it, or nobody. */
    private final AtomicReference<Optional<Long>> renewed = new AtomicReference<>(Optional.empty());

    private String trouble = "";

    /**
     * Makes it without asking for it.
     *
     * @param hindrance the right that is missing to hold it, if one is: without all of them it is not even taken, since
     *     who may create and not renew would lead for seconds
     */
    HeldLease(RunConfiguration configuration, Supplier<Optional<String>> hindrance, LongSupplier nanoTime) {
        super(configuration.operatorNamespace(), LeaderElection.LEASE, configuration.identity());
        this.renewDeadline = configuration.lease().renewDeadline();
        this.hindrance = hindrance;
        this.nanoTime = nanoTime;
    }

    /** Nobody else can hold it before the Lease's duration is over, which is longer than the renew deadline. */
    boolean isHeld() {
        var now = nanoTime.getAsLong();
        return renewed.get().filter(at -> now - at < renewDeadline.toNanos()).isPresent();
    }

    @Override
    public synchronized LeaderElectionRecord get(KubernetesClient client) {
        return attempt(() -> {
            if (renewed.get().isEmpty()) {
                hindrance.get().ifPresent(why -> {
                    throw new KubernetesClientException(why);
                });
            }
            var record = super.get(client);
            if (record == null || !isOurs(record)) {
                renewed.set(Optional.empty());
            }
            return record;
        });
    }

    @Override
    public synchronized void create(KubernetesClient client, LeaderElectionRecord record) {
        write(record, () -> super.create(client, record));
    }

    @Override
    public synchronized void update(KubernetesClient client, LeaderElectionRecord record) {
        write(record, () -> super.update(client, record));
    }

    /** Whoever made a Lease without these fields holds nothing. */
    @Override
    protected LeaderElectionRecord toRecord(Lease lease) {
        var spec = Objects.requireNonNullElseGet(lease.getSpec(), LeaseSpec::new);
        return new LeaderElectionRecord(
                spec.getHolderIdentity(),
                Duration.ofSeconds(Objects.requireNonNullElse(spec.getLeaseDurationSeconds(), 0)),
                Objects.requireNonNullElse(spec.getAcquireTime(), LONG_AGO),
                Objects.requireNonNullElse(spec.getRenewTime(), LONG_AGO),
                Objects.requireNonNullElse(spec.getLeaseTransitions(), 0));
    }

    /** What is given back is no longer ours before it is, and what is renewed counts from before it was. */
    private void write(LeaderElectionRecord record, Runnable request) {
        if (!isOurs(record)) {
            renewed.set(Optional.empty());
        }
        var sent = nanoTime.getAsLong();
        attempt(() -> {
            request.run();
            return record;
        });
        if (isOurs(record)) {
            renewed.set(Optional.of(sent));
        }
    }

    private boolean isOurs(LeaderElectionRecord record) {
        return identity().equals(record.getHolderIdentity());
    }

    private LeaderElectionRecord attempt(Supplier<LeaderElectionRecord> request) {
        try {
            var record = request.get();
            say("");
            return record;
        } catch (KubernetesClientException failure) {
            // Two that want it at the same moment are no trouble.
            if (failure.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                say(ConnectionTrouble.of(failure));
            }
            throw failure;
        }
    }

    private void say(String now) {
        if (!now.isEmpty() && !now.equals(trouble)) {
            LOG.atWarn().addKeyValue("reason", now).log("the Lease cannot be had, or renewed");
        }
        trouble = now;
    }
}
