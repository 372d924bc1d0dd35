package io.webhookisolation.isolation;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Service;
import io.webhookisolation.ownership.ServedChain;
import io.webhookisolation.x509.Authorities;
import io.webhookisolation.x509.ChainVerifier;
import io.webhookisolation.x509.ParsedBundle;
import io.webhookisolation.x509.Verification;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Findings about one call site's trust in what the owners of its Service serve, where the leaves themselves are in order:
 * not trusted (WI203), trusted from some replicas only (WI207), by an authority that is over (WI204) or ends soon (WI205).
 *
 * <p>Where nothing served can be held against the bundle, its dates speak for themselves.
 */
final class TrustFindings {

    private final Service service;
    private final CallSite site;
    private final List<X509Certificate> authorities;
    private final List<Judged> judged;
    private final Instant now;

    private record Judged(ServedChain served, Verification verification) {

        boolean isRejectedAs(boolean expired) {
            return verification instanceof Verification.Rejected rejected
                    && (rejected.reason() == Verification.Reason.EXPIRED) == expired;
        }

        String text() {
            return verification instanceof Verification.Rejected rejected ? rejected.text() : "trusted";
        }

        @Override
        public String toString() {
            return served.pod().key().kindAndName() + " serves a certificate of "
                    + served.chain().getLast().getIssuerX500Principal().getName() + ": " + text();
        }
    }

    /** {@code chains} are what the owners serve, with leaves that are in order. */
    TrustFindings(Service service, CallSite site, List<ServedChain> chains, Instant now) {
        this.service = service;
        this.site = site;
        this.now = now;
        authorities = ParsedBundle.parse(site.bundle()).certificates();
        judged = (authorities.isEmpty() ? List.<ServedChain>of() : chains)
                .stream()
                        .map(served -> new Judged(
                                served,
                                ChainVerifier.verify(
                                        served.chain(),
                                        site.bundle(),
                                        service.reference().serverName(),
                                        now)))
                        .toList();
    }

    Stream<Finding> all() {
        if (authorities.isEmpty()) {
            return Stream.empty();
        }
        return judged.isEmpty()
                ? alone().stream()
                : Stream.of(over(), diverging(), mismatch(), ending()).flatMap(Optional::stream);
    }

    /** How many certificates the bundle holds. */
    int bundled() {
        return authorities.size();
    }

    /** The authorities by which the site trusts what is served. */
    Stream<X509Certificate> trusted() {
        return judged.stream()
                .map(Judged::verification)
                .filter(Verification.Verified.class::isInstance)
                .flatMap(verified ->
                        ((Verification.Verified) verified).path().stream().skip(1))
                .distinct();
    }

    private Optional<Finding> over() {
        var over = judged.stream().filter(it -> it.isRejectedAs(true)).toList();
        return finding(
                FindingCode.WI204,
                caller(),
                over,
                caller().kindAndName()
                        + " trusts what " + pods(over) + " behind " + service.key()
                        + " serves by certificates whose time is over: calls that land there fail");
    }

    private Optional<Finding> diverging() {
        var diverging = untrusted().filter(this::isOfDivergingReplicas).toList();
        return finding(
                FindingCode.WI207,
                service.key(),
                diverging,
                "Replicas behind "
                        + service.key() + " serve certificates of different authorities, and " + caller().kindAndName()
                        + " does not trust that of " + pods(diverging) + ": calls that land there fail");
    }

    private Optional<Finding> mismatch() {
        var mismatch = untrusted().filter(it -> !isOfDivergingReplicas(it)).toList();
        return finding(
                FindingCode.WI203,
                caller(),
                mismatch,
                caller().kindAndName() + " does not trust what " + pods(mismatch) + " behind " + service.key()
                        + " serves: calls fail");
    }

    private Stream<Judged> untrusted() {
        return judged.stream().filter(it -> it.isRejectedAs(false));
    }

    /** Two replicas of one workload are told apart by their authorities, of which the bundle cannot hold the one. */
    private boolean isOfDivergingReplicas(Judged one) {
        return judged.stream()
                .filter(other -> other.served.workload().equals(one.served.workload()))
                .anyMatch(other -> !Authorities.of(other.served.chain()).equals(Authorities.of(one.served.chain())));
    }

    private Optional<Finding> ending() {
        return trusted()
                .min(Comparator.comparing(X509Certificate::getNotAfter))
                .flatMap(authority -> ending(
                        authority, "by which " + caller().kindAndName() + " trusts what " + service.key() + " serves"));
    }

    /** No endpoint was asked, or what it serves is at fault itself. */
    private Optional<Finding> alone() {
        var last = authorities.stream()
                .max(Comparator.comparing(X509Certificate::getNotAfter))
                .orElseThrow();
        return Lifetime.of(last).until().isBefore(now)
                ? Optional.of(Finding.of(
                        FindingCode.WI204,
                        caller(),
                        "Each certificate in the caBundle of " + caller().kindAndName() + " is over, the last since "
                                + Lifetime.of(last).until() + ": every call fails",
                        authorities.stream().map(TrustFindings::evidence).toList()))
                : ending(last, "the last in the caBundle of " + caller().kindAndName());
    }

    private Optional<Finding> ending(X509Certificate authority, String what) {
        var lifetime = Lifetime.of(authority);
        return lifetime.urgency(now)
                .map(severity -> new Finding(
                        FindingCode.WI205,
                        severity,
                        caller(),
                        name(authority) + ", " + what + ", ends at " + lifetime.until(),
                        List.of(evidence(authority))));
    }

    private ObjectKey caller() {
        return site.configuration();
    }

    private static Optional<Finding> finding(FindingCode code, ObjectKey object, List<Judged> faulty, String message) {
        return faulty.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        code,
                        object,
                        message,
                        faulty.stream().map(Judged::toString).toList()));
    }

    private static String pods(List<Judged> some) {
        return Listing.of(some.stream()
                .map(it -> it.served.pod().key().kindAndName())
                .distinct()
                .toList());
    }

    private static String evidence(X509Certificate authority) {
        var lifetime = Lifetime.of(authority);
        return name(authority) + " is valid from " + lifetime.from() + " to " + lifetime.until();
    }

    private static String name(X509Certificate authority) {
        return authority.getSubjectX500Principal().getName();
    }
}
