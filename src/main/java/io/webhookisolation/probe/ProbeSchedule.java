package io.webhookisolation.probe;

import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When a target is due again, from what it showed before; pure.
 *
 * <p>The strict rules of ownership want what they rest on seen twice, 5 s apart, and "no TLS here" three times over two
 * minutes, since a server that is still starting shows the same. So a change is confirmed after 5 s, and a target that
 * shows no TLS is asked again once the two minutes are over; after that each target has its turn every 5 minutes.
 */
final class ProbeSchedule {

    static final Duration CONFIRM = Duration.ofSeconds(5);
    static final Duration NO_TLS_SPAN = Duration.ofMinutes(2);
    static final Duration REPEAT = Duration.ofMinutes(5);
    static final int NO_TLS_ROUNDS = 3;

    private ProbeSchedule() {}

    /** {@link Instant#MIN} for a target that was never probed; {@code history} is oldest first. */
    static Instant due(List<ProbeResult> history) {
        if (history.isEmpty()) {
            return Instant.MIN;
        }
        var run = unchanged(history);
        var last = run.getLast();
        if (run.size() == 1) {
            return last.at().plus(CONFIRM);
        }
        var proofAt = run.getFirst().at().plus(NO_TLS_SPAN);
        var unproved = run.size() < NO_TLS_ROUNDS || last.at().isBefore(proofAt);
        return showsNoTls(last.outcome()) && unproved
                ? later(proofAt, last.at().plus(CONFIRM))
                : last.at().plus(REPEAT);
    }

    /** The latest results that all say the same; at least one. */
    static List<ProbeResult> unchanged(List<ProbeResult> history) {
        var latest = history.getLast().outcome();
        var from = history.size() - 1;
        while (from > 0 && sayTheSame(history.get(from - 1).outcome(), latest)) {
            from--;
        }
        return history.subList(from, history.size());
    }

    private static boolean sayTheSame(ProbeOutcome one, ProbeOutcome other) {
        return one.equals(other) || (showsNoTls(one) && showsNoTls(other)) || (saysNothing(one) && saysNothing(other));
    }

    private static boolean showsNoTls(ProbeOutcome outcome) {
        return outcome instanceof ProbeOutcome.Refused || outcome instanceof ProbeOutcome.NotTls;
    }

    private static boolean saysNothing(ProbeOutcome outcome) {
        return outcome instanceof ProbeOutcome.TimedOut || outcome instanceof ProbeOutcome.Unreachable;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
