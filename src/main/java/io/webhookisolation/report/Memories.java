package io.webhookisolation.report;

import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus.BackOffStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus.ContestStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus.SelectorStatus;
import io.webhookisolation.model.BackOff;
import io.webhookisolation.model.Contest;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Memory;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.ServiceReference;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Reads back what a policy's status remembers of each Service, so that it survives a restart. */
public final class Memories {

    private Memories() {}

    /** A contest is remembered only as long as the policy asks for the same: {@code generation} must be evaluated already. */
    public static Map<ServiceReference, Memory> of(PolicyStatus status, String namespace, long generation) {
        var same = StatusReport.isEvaluated(status, generation);
        var memories = new TreeMap<ServiceReference, Memory>();
        for (var row : Present.list(status.services())) {
            var memory = new Memory(
                    added(row),
                    Optional.ofNullable(row.backOff()).flatMap(Memories::read),
                    Optional.ofNullable(row.contest()).filter(contest -> same).flatMap(Memories::read));
            if (!memory.equals(Memory.NONE)) {
                memories.put(new ServiceReference(namespace, row.name()), memory);
            }
        }
        return memories;
    }

    static String word(RestoreCause cause) {
        return switch (cause) {
            case ROLLED_BACK -> "RolledBack";
            case GUARD -> "Guard";
            case REVERT -> "Revert";
        };
    }

    private static LabelSet added(ServiceStatus row) {
        return Optional.ofNullable(row.selector())
                .map(SelectorStatus::added)
                .map(LabelSet::of)
                .orElse(LabelSet.EMPTY);
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

    /** Likewise. */
    private static Optional<Contest> read(ContestStatus status) {
        try {
            return Optional.of(new Contest(
                    Objects.requireNonNullElse(status.manager(), ""),
                    Math.max(1, status.count()),
                    Instant.parse(status.since()),
                    Instant.parse(status.last()),
                    Optional.ofNullable(status.until()).map(Instant::parse)));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
