package io.webhookisolation.trust;

import io.webhookisolation.certificate.Timing;
import io.webhookisolation.trust.OwnerPod.Sighting;
import io.webhookisolation.x509.DnsNames;
import io.webhookisolation.x509.SignedBy;
import io.webhookisolation.x509.Verification.Reason;
import io.webhookisolation.x509.Verification.Rejected;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/**
 * Which calls succeed now, or may do so, and have something to lose by a new chain.
 *
 * <p>A call that fails already, whichever chain in use it meets, holds up nothing: neither the
 * first certificate of a Service nor the renewal that all other calls need.
 */
public final class Reliance {

    /**
     * A leaf that is to be stored.
     *
     * @param crossedBy the authorities to which its chain leads beyond the issuer
     */
    public record NewLeaf(X509Certificate issuer, Set<String> names, Instant notAfter, Set<X500Principal> crossedBy) {
        public NewLeaf {
            names = Set.copyOf(names);
            crossedBy = Set.copyOf(crossedBy);
        }
    }

    private final ChainCheck check;
    private final Dates dates;

    public Reliance(ChainCheck check, Timing timing) {
        this.check = check;
        this.dates = new Dates(timing.margins().backdate());
    }

    /**
     * Whether a call may succeed now, as far as it is seen: by what is unseen it may.
     *
     * @param dwell for which an API server may go on with what the bundle held before
     */
    public boolean maySucceed(Caller caller, Serving serving, Duration dwell, Instant now) {
        return started(serving).anyMatch(pod -> last(pod).isEmpty())
                || chainsInUse(serving).stream()
                        .anyMatch(chain -> mayVerify(chain, caller, now)
                                || mayVerifyByTheSystemsRoots(chain, caller, serving, now)
                                || (isChanged(caller, dwell, now) && isFitting(chain, caller, now)));
    }

    /** An empty bundle means roots that are not seen; ours are never among them. */
    boolean mayVerifyByTheSystemsRoots(List<X509Certificate> chain, Caller caller, Serving serving, Instant now) {
        return caller.trusted().isEmpty()
                && isFitting(chain, caller, now)
                && serving.authorities().stream().noneMatch(authority -> SignedBy.is(authority, chain.getFirst()));
    }

    /** Whether a leaf only renews the stored one: whoever verifies that, seen or unseen, verifies this for as long. */
    public boolean isRenewal(NewLeaf leaf, Serving serving, Instant now) {
        if (serving.stored().isEmpty()) {
            return false;
        }
        var stored = serving.stored().getFirst();
        return SignedBy.is(leaf.issuer(), stored)
                && !leaf.notAfter().isBefore(stored.getNotAfter().toInstant())
                && leaf.names().containsAll(DnsNames.of(stored))
                && serving.stored().stream()
                        .skip(1)
                        .filter(cross -> !dates.isExpiredForAll(cross, now))
                        .map(X509Certificate::getIssuerX500Principal)
                        .allMatch(leaf.crossedBy()::contains);
    }

    /** What Pods serve, and what they will once they read the Secret again. */
    private static List<List<X509Certificate>> chainsInUse(Serving serving) {
        return Stream.concat(Stream.of(serving.stored()), started(serving).flatMap(pod -> last(pod).stream()))
                .filter(chain -> !chain.isEmpty())
                .distinct()
                .toList();
    }

    /** Go takes a leaf that is a root itself, so only its end and its names are sure to refuse it. */
    private boolean isFitting(List<X509Certificate> chain, Caller caller, Instant now) {
        return !chain.isEmpty()
                && !dates.isExpiredForAll(chain.getFirst(), now)
                && !(check.verify(chain, chain, caller.serverName(), now) instanceof Rejected rejected
                        && rejected.reason() == Reason.NAME_MISMATCH);
    }

    /** Then an API server may still use what it held before, whatever that was. */
    private static boolean isChanged(Caller caller, Duration dwell, Instant now) {
        return caller.trustedFor(dwell, now).size() < caller.trusted().size();
    }

    /** Also for an API server whose clock is not ours. */
    private boolean mayVerify(List<X509Certificate> chain, Caller caller, Instant now) {
        return Stream.of(now.minus(dates.clocksDiffer()), now, now.plus(dates.clocksDiffer()))
                .anyMatch(at -> check.verify(chain, caller.trusted().keySet(), caller.serverName(), at)
                        .verified());
    }

    private static Stream<OwnerPod> started(Serving serving) {
        return serving.pods().stream().filter(pod -> pod.started().isPresent());
    }

    private static Optional<List<X509Certificate>> last(OwnerPod pod) {
        return pod.sightings().stream()
                .max(Comparator.comparing(Sighting::at))
                .map(Sighting::chain)
                .filter(chain -> !chain.isEmpty());
    }
}
