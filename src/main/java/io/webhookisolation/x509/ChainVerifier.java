package io.webhookisolation.x509;

import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.x509.Verification.Reason;
import io.webhookisolation.x509.Verification.Rejected;
import io.webhookisolation.x509.Verification.Verified;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges a served chain as the API server does, that is as Go's crypto/x509 does: dates of the leaf, then its name, then
 * the path to the bundle.
 *
 * <p>The JDK's own path validation is not equal to it: it accepts an expired root, a leaf outside the root's name
 * constraints, a root for other purposes and a leaf with nothing but a common name, which Go refuses; and it refuses a
 * leaf that itself stands in the bundle, which Go accepts. So the JDK verifies signatures here, and all the rest is ours,
 * down to how a certificate is written.
 */
public final class ChainVerifier {

    private static final int MAX_NAMES_IN_TEXT = 100;

    private ChainVerifier() {}

    /**
     * What the API server would say.
     *
     * @param chain as served, leaf first
     * @param serverName {@code <service>.<namespace>.svc}
     */
    public static Verification verify(List<X509Certificate> chain, TrustBundle bundle, String serverName, Instant now) {
        if (bundle.isEmpty()) {
            return new Rejected(
                    Reason.NO_BUNDLE, "no caBundle: the API server would verify against its own system's roots");
        }
        return verify(chain, ParsedBundle.parse(bundle).certificates(), serverName, now);
    }

    /**
     * What the API server would say if its bundle held these certificates.
     *
     * @param chain as served, leaf first
     * @param bundle in the order of the bundle; none means that no block of it can be read
     * @param serverName {@code <service>.<namespace>.svc}
     */
    public static Verification verify(
            List<X509Certificate> chain, Collection<X509Certificate> bundle, String serverName, Instant now) {
        var roots = readable(bundle);
        if (roots.isEmpty()) {
            return new Rejected(
                    Reason.UNREADABLE_BUNDLE, "unable to load root certificates: unable to parse bytes as PEM block");
        }
        if (chain.isEmpty()) {
            return new Rejected(Reason.UNREADABLE_CHAIN, "tls: received empty certificates message");
        }
        try {
            return verify(parse(eachOnce(chain)), roots, serverName, now);
        } catch (CertificateParsingException e) {
            return new Rejected(
                    Reason.UNREADABLE_CHAIN, "tls: failed to parse certificate from server: " + e.getMessage());
        }
    }

    private static Verification verify(
            List<ParsedCertificate> served, List<ParsedCertificate> roots, String serverName, Instant now) {
        if (served.stream()
                .anyMatch(each -> Signatures.isTooLong(each.certificate().getPublicKey()))) {
            return new Rejected(
                    Reason.UNREADABLE_CHAIN, "tls: server sent certificate containing RSA key larger than 8192 bits");
        }
        var leaf = served.getFirst();
        var fault = leafFault(leaf, serverName, now);
        if (fault.isPresent()) {
            return fault.get();
        }
        var verification = verifyPath(served, roots, now);
        return verification.verified() && !leaf.knownKey()
                ? new Rejected(
                        Reason.UNREADABLE_CHAIN,
                        "tls: server's certificate contains an unsupported type of public key: <nil>")
                : verification;
    }

    private static Optional<Rejected> leafFault(ParsedCertificate leaf, String serverName, Instant now) {
        if (leaf.hasUnhandledExtension()) {
            return Optional.of(new Rejected(Reason.NOT_AUTHORIZED, "x509: unhandled critical extension"));
        }
        return leaf.datesFault(now)
                .map(text -> new Rejected(Reason.EXPIRED, text))
                .or(() -> nameFault(leaf, serverName).map(text -> new Rejected(Reason.NAME_MISMATCH, text)));
    }

    private static Verification verifyPath(List<ParsedCertificate> served, List<ParsedCertificate> roots, Instant now) {
        var leaf = served.getFirst();
        if (roots.stream().anyMatch(root -> root.certificate().equals(leaf.certificate()))) {
            return judge(List.of(List.of(leaf)));
        }
        var search = new PathSearch(roots, served.subList(1, served.size()), now);
        var otherwise = search.extend(List.of(leaf));
        return search.paths().isEmpty() ? otherwise : judge(search.paths());
    }

    /** One path that nothing forbids is enough; of several faults Go tells those of name constraints first. */
    private static Verification judge(List<List<ParsedCertificate>> paths) {
        return paths.stream()
                .filter(path -> usageFault(path).or(() -> constraintFault(path)).isEmpty())
                .map(path -> path.stream().map(ParsedCertificate::certificate).toList())
                .max(Comparator.comparing(ChainVerifier::end))
                .<Verification>map(Verified::new)
                .orElseGet(() -> paths.stream()
                        .filter(path -> usageFault(path).isEmpty())
                        .flatMap(path -> constraintFault(path).stream())
                        .findFirst()
                        .or(() -> usageFault(paths.getFirst()))
                        .orElseThrow());
    }

    /** All paths share the leaf, so that it says nothing about which is better. */
    private static Date end(List<X509Certificate> path) {
        return path.stream()
                .skip(path.size() > 1 ? 1 : 0)
                .map(X509Certificate::getNotAfter)
                .min(Date::compareTo)
                .orElseThrow();
    }

    /** The root may ask for policies as it likes: Go takes no notice. */
    private static Optional<Rejected> usageFault(List<ParsedCertificate> path) {
        var belowRoot = path.subList(0, path.size() - 1);
        if (belowRoot.stream().anyMatch(each -> each.encoding().extensions().limitPolicies())) {
            return Optional.of(new Rejected(Reason.NOT_AUTHORIZED, "x509: no valid chains built: invalid policies"));
        }
        return path.stream().allMatch(each -> each.usage().allowsServers())
                ? Optional.empty()
                : Optional.of(
                        new Rejected(Reason.NOT_AUTHORIZED, "x509: certificate specifies an incompatible key usage"));
    }

    private static Optional<Rejected> constraintFault(List<ParsedCertificate> path) {
        for (var i = 1; i < path.size(); i++) {
            for (var below : path.subList(0, i)) {
                var refusal = path.get(i).constraints().flatMap(constraints -> constraints.refusal(below.names()));
                if (refusal.isPresent()) {
                    return Optional.of(new Rejected(
                            Reason.NOT_AUTHORIZED,
                            "x509: a root or intermediate certificate is not authorized to sign for this name: "
                                    + refusal.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> nameFault(ParsedCertificate leaf, String serverName) {
        if (HostNames.isAddress(serverName) || !HostNames.isDomain(serverName)) {
            return Optional.of("x509: cannot validate certificate for " + serverName
                    + ": chains are judged for domain names, not for addresses");
        }
        var names = leaf.names().dnsNames();
        if (names.stream().anyMatch(name -> DnsNames.matches(name, serverName))) {
            return Optional.empty();
        }
        if (!leaf.names().present() && DnsNames.matches(leaf.commonName(), serverName)) {
            return Optional.of("x509: certificate relies on legacy Common Name field, use SANs instead");
        }
        if (names.isEmpty()) {
            return Optional.of("x509: certificate is not valid for any names, but wanted to match " + serverName);
        }
        return Optional.of(
                names.size() < MAX_NAMES_IN_TEXT
                        ? "x509: certificate is valid for " + String.join(", ", names) + ", not " + serverName
                        : "x509: certificate is valid for " + names.size() + " names, but none matched " + serverName);
    }

    /** Go tries an intermediate once, however often it is served; only the leaf may be among them too. */
    private static List<X509Certificate> eachOnce(List<X509Certificate> chain) {
        return Stream.concat(chain.stream().limit(1), chain.stream().skip(1).distinct())
                .toList();
    }

    private static List<ParsedCertificate> parse(Collection<X509Certificate> certificates)
            throws CertificateParsingException {
        var parsed = new ArrayList<ParsedCertificate>();
        for (var certificate : certificates) {
            parsed.add(ParsedCertificate.of(certificate));
        }
        return parsed;
    }

    /** Go passes over what it cannot read in a bundle, and over what it has read before. */
    private static List<ParsedCertificate> readable(Collection<X509Certificate> bundle) {
        return bundle.stream()
                .distinct()
                .flatMap(certificate -> ParsedCertificate.ifReadable(certificate).stream())
                .toList();
    }
}
