package io.webhookisolation.report;

import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus.ContestStatus;
import io.webhookisolation.model.Contest;
import io.webhookisolation.model.SelectorState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** How a contest is told of: in the status row, in condition Contested, once in an Event, and in a counter. */
final class ContestReport {

    private ContestReport() {}

    static ContestStatus row(Contest contest) {
        return new ContestStatus(
                contest.manager().isEmpty() ? null : contest.manager(),
                contest.count(),
                text(contest.since()),
                text(contest.last()),
                contest.until().map(ContestReport::text).orElse(null));
    }

    static boolean isOpen(Standing standing, Instant now) {
        return standing.plan().contest().filter(contest -> contest.isOpen(now)).isPresent();
    }

    /** Condition Contested; absent when nobody is contested. */
    static Optional<Verdict> condition(List<Standing> standings, Instant now) {
        var sentences = standings.stream()
                .filter(standing -> isOpen(standing, now))
                .flatMap(standing -> standing.plan().contest().map(contest -> sentence(standing, contest)).stream())
                .toList();
        return sentences.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Verdict(Truth.TRUE, SelectorState.SELECTOR_REVERTED.reason(), Sentences.listed(sentences)));
    }

    /** What the Event says; empty unless we stand down for the first time in this contest. */
    static Optional<String> news(Standing standing, Optional<ServiceStatus> before) {
        var known = before.map(ServiceStatus::contest).map(ContestStatus::until).isPresent();
        return standing.plan()
                .contest()
                .filter(contest -> !known && contest.until().isPresent())
                .map(contest -> sentence(standing, contest));
    }

    /** Who took our keys off since the previous status, once for each Service. */
    static Stream<String> reverts(PolicyStatus previous, PolicyStatus current) {
        return Present.list(current.services()).stream().flatMap(row -> {
            var before = ServiceRows.row(previous, row.name()).map(ServiceStatus::contest);
            return Optional.ofNullable(row.contest())
                    .filter(now -> before.filter(old -> isSame(old, now)).isEmpty())
                    .map(now -> Objects.requireNonNullElse(now.manager(), ""))
                    .stream();
        });
    }

    private static boolean isSame(ContestStatus one, ContestStatus other) {
        return one.count() == other.count() && one.last().equals(other.last());
    }

    private static String sentence(Standing standing, Contest contest) {
        return standing.name() + ": " + contest.told()
                + contest.until()
                        .map(until -> ", so it is left alone until " + text(until) + " and then tried again")
                        .orElse("");
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
