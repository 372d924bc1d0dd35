package io.webhookisolation.trust;

import io.webhookisolation.certificate.Timing;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * I2, I3 and I6: may a call site's bundle become this? Adding our own is free, losing what has expired as well; all else
 * needs to be seen to be safe.
 */
public final class BundleRule {

    private final ServedEvidence evidence;
    private final Dates dates;

    public BundleRule(ChainCheck check, Timing timing) {
        evidence = new ServedEvidence(check, timing);
        dates = new Dates(timing.margins().backdate());
    }

    /**
     * What stands against it, in order; nothing if it may be written.
     *
     * @param next all that the bundle will hold
     */
    public List<TrustRefusal> refusals(Caller caller, Collection<X509Certificate> next, Serving serving, Instant now) {
        var refusals = new ArrayList<TrustRefusal>();
        if (!caller.verifies()) {
            refusals.add(new TrustRefusal(
                    Obstacle.VERIFIES_NOTHING,
                    caller.site() + " sets insecureSkipTLSVerify, beside which the API takes no bundle"));
        }
        if (next.isEmpty()) {
            refusals.add(new TrustRefusal(
                    Obstacle.WOULD_BE_EMPTY,
                    "without a certificate the bundle of " + caller.site() + " would mean the system's roots"));
        }
        next.stream()
                .filter(certificate -> !caller.trusted().containsKey(certificate))
                .filter(certificate -> !serving.authorities().contains(certificate))
                .forEach(certificate -> refusals.add(new TrustRefusal(
                        Obstacle.FOREIGN_AUTHORITY,
                        "the key of " + certificate.getSubjectX500Principal() + " is not ours, and the bundle of "
                                + caller.site() + " does not hold it")));
        refusals.addAll(
                caller.trusted().isEmpty()
                        ? first(caller, next, serving, now)
                        : drops(caller, Set.copyOf(next), now)
                                ? evidence.refusals(next, caller, serving, now)
                                : List.of());
        return refusals.stream().sorted().toList();
    }

    /** A bundle without a readable certificate may mean the system's roots, so no call may succeed by them. */
    private List<TrustRefusal> first(Caller caller, Collection<X509Certificate> next, Serving serving, Instant now) {
        var refusals = evidence.refusalsOfFirst(caller, serving, now);
        return refusals.isEmpty()
                        || evidence.refusals(next, caller, serving, now).isEmpty()
                ? List.of()
                : refusals;
    }

    private boolean drops(Caller caller, Set<X509Certificate> next, Instant now) {
        return caller.trusted().keySet().stream()
                .filter(certificate -> !next.contains(certificate))
                .anyMatch(certificate -> !dates.isExpiredForAll(certificate, now));
    }
}
