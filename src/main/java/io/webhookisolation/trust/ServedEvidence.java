package io.webhookisolation.trust;

import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.trust.OwnerPod.Sighting;
import io.webhookisolation.x509.Verification.Rejected;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The evidence of I2: all that is served, and all that a Pod may load next, verifies against a bundle of that content. */
final class ServedEvidence {

    private final ChainCheck check;
    private final Waits waits;

    ServedEvidence(ChainCheck check, Waits waits) {
        this.check = check;
        this.waits = waits;
    }

    /** What is missing; a look that failed, and a Pod that nobody looked at, count against it. */
    List<TrustRefusal> refusals(Collection<X509Certificate> next, Caller caller, Serving serving, Instant now) {
        var refusals = new ArrayList<TrustRefusal>();
        serving.gaps()
                .forEach(gap -> refusals.add(new TrustRefusal(
                        Obstacle.NOT_ALL_SEEN, "who serves is not known, since " + gap.kind() + ": " + gap.detail())));
        if (serving.pods().isEmpty()) {
            refusals.add(new TrustRefusal(Obstacle.NO_PODS, "no Pod shows what is served as " + caller.serverName()));
        }
        if (serving.rollingOut()) {
            refusals.add(new TrustRefusal(
                    Obstacle.ROLLING_OUT, "Pods that serve " + caller.serverName() + " are being replaced"));
        }
        stored(next, caller, serving, now).ifPresent(refusals::add);
        serving.pods().forEach(pod -> served(pod, next, caller, now).ifPresent(refusals::add));
        return refusals;
    }

    private Optional<TrustRefusal> stored(
            Collection<X509Certificate> next, Caller caller, Serving serving, Instant now) {
        if (serving.storedSince().isAfter(now.minus(waits.propagation()))) {
            return Optional.of(new TrustRefusal(
                    Obstacle.STORED_TOO_FRESH,
                    "the Secret was written at " + serving.storedSince()
                            + ", and a Pod may still load what it held before"));
        }
        if (serving.stored().isEmpty()) {
            return Optional.empty();
        }
        return check.verify(serving.stored(), next, caller.serverName(), now) instanceof Rejected rejected
                ? Optional.of(new TrustRefusal(
                        Obstacle.STORED_CHAIN_NEEDS_IT,
                        "the chain in the Secret would not verify for " + caller.site() + ": " + rejected.text()))
                : Optional.empty();
    }

    private Optional<TrustRefusal> served(OwnerPod pod, Collection<X509Certificate> next, Caller caller, Instant now) {
        var since = now.minus(waits.evidence());
        if (pod.started().isAfter(since)) {
            return Optional.of(
                    new TrustRefusal(Obstacle.POD_STARTED, "Pod " + pod.name() + " started at " + pod.started()));
        }
        var looks = pod.sightings().stream()
                .filter(look -> !look.at().isBefore(since) && !look.at().isAfter(now))
                .toList();
        if (looks.stream().map(Sighting::at).distinct().count() < 2) {
            return Optional.of(new TrustRefusal(
                    Obstacle.POD_NOT_SEEN, "Pod " + pod.name() + " was not seen twice within " + waits.evidence()));
        }
        return looks.stream()
                .map(look -> check.verify(look.chain(), next, caller.serverName(), now))
                .flatMap(verification -> verification instanceof Rejected rejected
                        ? Optional.of(rejected).stream()
                        : Optional.<Rejected>empty().stream())
                .findFirst()
                .map(rejected -> new TrustRefusal(
                        Obstacle.SERVED_CHAIN_NEEDS_IT,
                        "what Pod " + pod.name() + " serves would not verify for " + caller.site() + ": "
                                + rejected.text()));
    }
}
