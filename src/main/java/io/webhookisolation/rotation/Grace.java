package io.webhookisolation.rotation;

import io.webhookisolation.certificate.LeafTerm;
import io.webhookisolation.certificate.Occasion;
import io.webhookisolation.certificate.Timing;
import io.webhookisolation.trust.Caller;
import io.webhookisolation.trust.ChainCheck;
import io.webhookisolation.x509.Verification.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a leaf waits where storing it has Pods replaced at the cost of calls, so that a person can make that free.
 *
 * <p>Only while the leaf in use is as good as any, and never until it ends: those calls are few, and then all would fail.
 */
final class Grace {

    private final Scene scene;
    private final Timing timing;
    private final ChainCheck check;
    private final Instant now;

    Grace(Scene scene, Timing timing, ChainCheck check, Instant now) {
        this.scene = scene;
        this.timing = timing;
        this.check = check;
        this.now = now;
    }

    /** Why it is not stored yet, and until when; empty if it may be. */
    Optional<String> objection(Task.Issue issue) {
        return scene.costOfStoring()
                .filter(cost -> serves() && !issue.occasion().equals(Optional.of(Occasion.COMPROMISE)))
                .flatMap(cost -> end().filter(now::isBefore)
                        .map(end ->
                                "the next leaf waits until " + end + ", since storing it would cost calls: " + cost));
    }

    /** Whether nobody who verifies calls fails with the leaf in use. */
    private boolean serves() {
        var stored = scene.serving().stored();
        return scene.keyFits()
                && !scene.serving().pods().isEmpty()
                && !stored.isEmpty()
                && scene.serving().callers().stream()
                        .filter(Caller::verifies)
                        .noneMatch(
                                caller -> check.verify(stored, caller.trusted().keySet(), caller.serverName(), now)
                                        instanceof Rejected);
    }

    /** Halfway from the day when the leaf in use is due to its end. */
    private Optional<Instant> end() {
        return scene.serving().stored().stream()
                .findFirst()
                .filter(leaf -> leaf.getNotBefore()
                        .toInstant()
                        .isBefore(leaf.getNotAfter().toInstant()))
                .map(leaf -> new LeafTerm(
                        leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()))
                .map(term -> {
                    var due = term.renewal(timing);
                    return due.plus(Duration.between(due, term.notAfter()).dividedBy(2));
                });
    }
}
