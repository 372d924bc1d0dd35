package io.webhookisolation.x509;

import io.webhookisolation.x509.Verification.Reason;
import io.webhookisolation.x509.Verification.Rejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for all paths from a leaf to a trust bundle, as Go does; an expired root is no end of a path. */
final class PathSearch {

    /** Go gives up after so many signature checks. */
    private static final int MAX_SIGNATURE_CHECKS = 100;

    private final List<ParsedCertificate> roots;
    private final List<ParsedCertificate> intermediates;
    private final Instant now;
    private final List<List<ParsedCertificate>> paths = new ArrayList<>();
    private int signatureChecks;

    PathSearch(List<ParsedCertificate> roots, List<ParsedCertificate> intermediates, Instant now) {
        this.roots = List.copyOf(roots);
        this.intermediates = List.copyOf(intermediates);
        this.now = now;
    }

    /** Every path that was found, the root last. */
    List<List<ParsedCertificate>> paths() {
        return List.copyOf(paths);
    }

    /** Extends a path by all that may have signed its end; the answer is what to say if nothing was found. */
    Rejected extend(List<ParsedCertificate> path) {
        var child = path.getLast();
        Optional<Rejected> failure = Optional.empty();
        var hint = "";
        for (var candidate : candidates(child)) {
            if (++signatureChecks > MAX_SIGNATURE_CHECKS) {
                return new Rejected(
                        Reason.UNKNOWN_AUTHORITY,
                        "x509: signature check attempts limit reached while verifying certificate chain");
            }
            if (!candidate.certificate.knownKey() || candidate.certificate.isIn(path)) {
                continue;
            }
            var signatureFault = candidate.certificate.signatureFault(child);
            if (signatureFault.isPresent()) {
                hint = hint.isEmpty() ? hint(signatureFault.get(), candidate.certificate) : hint;
                continue;
            }
            failure = follow(path, candidate);
        }
        return failure.orElse(
                new Rejected(Reason.UNKNOWN_AUTHORITY, "x509: certificate signed by unknown authority" + hint));
    }

    private Optional<Rejected> follow(List<ParsedCertificate> path, Candidate candidate) {
        var fault = fault(path, candidate);
        if (fault.isPresent()) {
            return fault;
        }
        var longer =
                Stream.concat(path.stream(), Stream.of(candidate.certificate)).toList();
        if (candidate.root) {
            paths.add(longer);
            return Optional.empty();
        }
        return Optional.of(extend(longer));
    }

    private Optional<Rejected> fault(List<ParsedCertificate> path, Candidate candidate) {
        var certificate = candidate.certificate;
        var dates = certificate.datesFault(now);
        if (dates.isPresent()) {
            return Optional.of(new Rejected(Reason.EXPIRED, dates.get()));
        }
        if (certificate.hasUnhandledExtension()) {
            return Optional.of(new Rejected(Reason.NOT_AUTHORIZED, "x509: unhandled critical extension"));
        }
        if (!candidate.root && !certificate.usage().authority()) {
            return Optional.of(new Rejected(
                    Reason.NOT_AUTHORIZED, "x509: certificate is not authorized to sign other certificates"));
        }
        return path.size() - 1 <= certificate.usage().pathLength()
                ? Optional.empty()
                : Optional.of(
                        new Rejected(Reason.NOT_AUTHORIZED, "x509: too many intermediates for path length constraint"));
    }

    private List<Candidate> candidates(ParsedCertificate child) {
        return Stream.concat(candidates(roots, true, child), candidates(intermediates, false, child))
                .toList();
    }

    private static Stream<Candidate> candidates(List<ParsedCertificate> some, boolean root, ParsedCertificate child) {
        return some.stream()
                .filter(candidate -> candidate.issued(child))
                .sorted(Comparator.comparingInt(candidate -> candidate.rankAsIssuerOf(child)))
                .map(candidate -> new Candidate(candidate, root));
    }

    private static String hint(String fault, ParsedCertificate candidate) {
        return " (possibly because of \"" + fault + "\" while trying to verify candidate authority certificate \""
                + candidate.commonName() + "\")";
    }

    private record Candidate(ParsedCertificate certificate, boolean root) {}
}
