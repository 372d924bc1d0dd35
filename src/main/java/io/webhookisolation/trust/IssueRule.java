package io.webhookisolation.trust;

import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.x509.Verification;
import io.webhookisolation.x509.Verification.Rejected;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * I1: may this chain be stored? Only if each call that may meet it verifies it, whichever API server makes the call.
 *
 * <p>A bundle counts by what it has held for the dwell, since an API server may still use any bundle of that time.
 */
public final class IssueRule {

    private final ChainCheck check;
    private final Waits waits;

    public IssueRule(ChainCheck check, Waits waits) {
        this.check = check;
        this.waits = waits;
    }

    /**
     * What stands against it, in order; nothing if it may be stored.
     *
     * @param dwell {@link Waits#trust()}, or {@link Waits#adoption()} where the present chain is not ours
     */
    public List<TrustRefusal> refusals(List<X509Certificate> chain, Serving serving, Duration dwell, Instant now) {
        var unseen = serving.gaps().stream()
                .map(gap -> new TrustRefusal(
                        Obstacle.NOT_ALL_SEEN, "who calls is not known, since " + gap.kind() + ": " + gap.detail()));
        var untrusted = serving.callers().stream()
                .filter(Caller::verifies)
                .flatMap(caller -> refusal(chain, caller, dwell, now).stream());
        return Stream.concat(unseen, untrusted).sorted().toList();
    }

    private Optional<TrustRefusal> refusal(List<X509Certificate> chain, Caller caller, Duration dwell, Instant now) {
        var live = check.verify(chain, caller.trusted().keySet(), caller.serverName(), now);
        if (live instanceof Rejected rejected) {
            return Optional.of(refusal(Obstacle.UNTRUSTED, caller, "does not verify the new chain", rejected));
        }
        var known = caller.trustedFor(dwell, now);
        if (check.verify(chain, known, caller.serverName(), now) instanceof Rejected rejected) {
            return Optional.of(refusal(
                    Obstacle.TRUST_TOO_FRESH,
                    caller,
                    "has not verified the new chain for " + dwell + " yet",
                    rejected));
        }
        var tomorrow = now.plus(waits.foresight());
        Verification then = check.verify(chain, known, caller.serverName(), tomorrow);
        return then instanceof Rejected rejected
                ? Optional.of(
                        refusal(Obstacle.ENDS_SOON, caller, "will not verify the new chain at " + tomorrow, rejected))
                : Optional.empty();
    }

    private static TrustRefusal refusal(Obstacle obstacle, Caller caller, String what, Rejected rejected) {
        return new TrustRefusal(
                obstacle,
                "the bundle of " + caller.site() + " " + what + " for " + caller.serverName() + ": " + rejected.text());
    }
}
