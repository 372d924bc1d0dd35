package io.webhookisolation.trust;

import io.webhookisolation.certificate.Timing;
import io.webhookisolation.trust.Reliance.NewLeaf;
import io.webhookisolation.x509.DnsNames;
import io.webhookisolation.x509.SignedBy;
import io.webhookisolation.x509.Verification.Rejected;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * I1: may this chain be stored? Only if no call that succeeds now can fail by it, whichever API server makes it and
 * whichever Pod answers.
 *
 * <p>A bundle counts by what it has held for the dwell, since an API server may still use any bundle of that time.
 */
public final class IssueRule {

    private final ChainCheck check;
    private final Duration foresight;
    private final Reliance reliance;

    public IssueRule(ChainCheck check, Timing timing) {
        this.check = check;
        this.foresight = timing.waits().foresight();
        this.reliance = new Reliance(check, timing);
    }

    /**
     * What stands against it, in order; nothing if it may be stored.
     *
     * @param dwell {@link Timing.Waits#trust()}, or {@link Timing.Waits#adoption()} where the present chain is not ours
     */
    public List<TrustRefusal> refusals(List<X509Certificate> chain, Serving serving, Duration dwell, Instant now) {
        if (isRenewal(chain, serving, now)) {
            return List.of();
        }
        var unseen = serving.gaps().stream()
                .map(gap -> new TrustRefusal(
                        Obstacle.NOT_ALL_SEEN, "who calls is not known, since " + gap.kind() + ": " + gap.detail()));
        var untrusted = serving.callers().stream()
                .filter(Caller::verifies)
                .filter(caller -> reliance.maySucceed(caller, serving, dwell, now))
                .flatMap(caller -> refusal(chain, caller, dwell, now).stream());
        return Stream.concat(unseen, untrusted).sorted().toList();
    }

    private boolean isRenewal(List<X509Certificate> chain, Serving serving, Instant now) {
        var leaf = chain.getFirst();
        var crossedBy = chain.stream()
                .skip(1)
                .map(X509Certificate::getIssuerX500Principal)
                .collect(Collectors.toSet());
        return serving.authorities().stream()
                .filter(authority -> SignedBy.is(authority, leaf))
                .map(issuer -> new NewLeaf(
                        issuer, DnsNames.of(leaf), leaf.getNotAfter().toInstant(), crossedBy))
                .anyMatch(renewing -> reliance.isRenewal(renewing, serving, now));
    }

    private Optional<TrustRefusal> refusal(List<X509Certificate> chain, Caller caller, Duration dwell, Instant now) {
        var live = check.verify(chain, caller.trusted().keySet(), caller.serverName(), now);
        if (live instanceof Rejected rejected) {
            return Optional.of(refusal(Obstacle.UNTRUSTED, caller, "does not verify the new chain", rejected));
        }
        var held = caller.trustedFor(dwell, now);
        if (check.verify(chain, held, caller.serverName(), now) instanceof Rejected rejected) {
            return Optional.of(refusal(
                    Obstacle.TRUST_TOO_FRESH,
                    caller,
                    "has not verified the new chain for " + dwell + " yet",
                    rejected));
        }
        var tomorrow = now.plus(foresight);
        return check.verify(chain, held, caller.serverName(), tomorrow) instanceof Rejected rejected
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
