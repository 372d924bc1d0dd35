package io.webhookisolation.report;

import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus.BackOffStatus;
import io.webhookisolation.model.BackOff;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.ServiceReference;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads back the back-offs that a policy's status remembers, so that they survive a restart. */
public final class BackOffs {

    private BackOffs() {}

    public static Map<ServiceReference, BackOff> of(PolicyStatus status, String namespace) {
        var backOffs = new TreeMap<ServiceReference, BackOff>();
        for (var row : Present.list(status.services())) {
            Optional.ofNullable(row.backOff())
                    .flatMap(BackOffs::read)
                    .ifPresent(backOff -> backOffs.put(new ServiceReference(namespace, row.name()), backOff));
        }
        return backOffs;
    }

    static String word(RestoreCause cause) {
        return switch (cause) {
            case ROLLED_BACK -> "RolledBack";
            case GUARD -> "Guard";
            case REVERT -> "Revert";
        };
    }

    /** Whoever edited it by hand into something else has no back-off. */
    private static Optional<BackOff> read(BackOffStatus status) {
        try {
            var until = Instant.parse(status.until());
            return Arrays.stream(RestoreCause.values())
                    .filter(cause -> word(cause).equals(status.cause()))
                    .findFirst()
                    .map(cause -> new BackOff(cause, status.count(), until));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
