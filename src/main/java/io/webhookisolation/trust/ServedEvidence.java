package io.webhookisolation.trust;

import io.webhookisolation.certificate.Timing;
import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.trust.OwnerPod.Sighting;
import io.webhookisolation.x509.Verification.Rejected;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The evidence of I2: all that is served, and all that a Pod may load next, verifies against a bundle of that content. */
final class ServedEvidence {

    private final ChainCheck check;
    private final Waits waits;
    private final Reliance reliance;

    ServedEvidence(ChainCheck check, Timing timing) {
        this.check = check;
        this.waits = timing.waits();
        this.reliance = new Reliance(check, timing);
    }

    /** What is missing; a look that failed, and a Pod that nobody looked at, count against it. */
    List<TrustRefusal> refusals(Collection<X509Certificate> next, Caller caller, Serving serving, Instant now) {
        var refusals = new ArrayList<TrustRefusal>();
        unseen(serving).forEach(refusals::add);
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
        var fresh = storedOfLate(serving, now);
        if (fresh.isPresent()) {
            return fresh;
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
        var started = pod.started().filter(since::isBefore);
        if (started.isPresent()) {
            return Optional.of(new TrustRefusal(
                    Obstacle.POD_STARTED, "Pod " + pod.name() + " started at " + started.orElseThrow()));
        }
        var looks = looks(pod, now);
        if (looks.isEmpty()) {
            return Optional.of(notSeen(pod));
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

    /**
     * What is missing to be sure that a call fails now whatever the roots are: nothing is served, and nothing can be loaded,
     * that is in date and names whom the call is for.
     */
    List<TrustRefusal> refusalsOfFirst(Caller caller, Serving serving, Instant now) {
        var mayVerify = serving.pods().stream()
                .filter(pod -> pod.started().isPresent())
                .flatMap(pod -> mayVerify(pod, caller, serving, now).stream());
        var stored = reliance.mayVerifyByTheSystemsRoots(serving.stored(), caller, serving, now)
                ? Stream.of(new TrustRefusal(
                        Obstacle.SYSTEM_ROOTS_MAY_VERIFY,
                        caller.site() + " has no bundle, and the system's roots may verify the chain in the Secret"))
                : Stream.<TrustRefusal>empty();
        return Stream.of(unseen(serving), storedOfLate(serving, now).stream(), stored, mayVerify)
                .flatMap(refusals -> refusals)
                .toList();
    }

    private Optional<TrustRefusal> mayVerify(OwnerPod pod, Caller caller, Serving serving, Instant now) {
        var looks = looks(pod, now);
        if (looks.isEmpty()) {
            return Optional.of(notSeen(pod));
        }
        return looks.stream().anyMatch(look -> reliance.mayVerifyByTheSystemsRoots(look.chain(), caller, serving, now))
                ? Optional.of(new TrustRefusal(
                        Obstacle.SYSTEM_ROOTS_MAY_VERIFY,
                        caller.site() + " has no bundle, and the system's roots may verify what Pod " + pod.name()
                                + " serves"))
                : Optional.empty();
    }

    private static Stream<TrustRefusal> unseen(Serving serving) {
        return serving.gaps().stream()
                .map(gap -> new TrustRefusal(
                        Obstacle.NOT_ALL_SEEN, "who serves is not known, since " + gap.kind() + ": " + gap.detail()));
    }

    private Optional<TrustRefusal> storedOfLate(Serving serving, Instant now) {
        return serving.storedSince().isAfter(now.minus(waits.propagation()))
                ? Optional.of(new TrustRefusal(
                        Obstacle.STORED_TOO_FRESH,
                        "the Secret was written at " + serving.storedSince()
                                + ", and a Pod may still load what it held before"))
                : Optional.empty();
    }

    /** Two at least, of different moments; empty if there are fewer. */
    private List<Sighting> looks(OwnerPod pod, Instant now) {
        var since = now.minus(waits.evidence());
        var looks = pod.sightings().stream()
                .filter(look -> !look.at().isBefore(since) && !look.at().isAfter(now))
                .toList();
        return looks.stream().map(Sighting::at).distinct().count() < 2 ? List.of() : looks;
    }

    private TrustRefusal notSeen(OwnerPod pod) {
        return new TrustRefusal(
                Obstacle.POD_NOT_SEEN, "Pod " + pod.name() + " was not seen twice within " + waits.evidence());
    }
}
