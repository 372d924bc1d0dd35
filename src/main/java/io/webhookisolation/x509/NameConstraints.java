package io.webhookisolation.x509;

import java.security.cert.CertificateParsingException;
import java.util.Locale;
import java.util.Optional;

/**
 * The names for which an authority may sign (RFC 5280 §4.2.1.10), by Go's reading of the rules.
 *
 * <p>DNS names and IP addresses are judged. Where mail addresses or URIs are constrained and a certificate has such a
 * name, it counts as refused: Go might accept it, and a wrong "refused" is safe where a wrong "accepted" is not.
 */
record NameConstraints(Subtrees permitted, Subtrees excluded) {

    private static final int PERMITTED = Der.CONSTRUCTED_CONTEXT;
    private static final int EXCLUDED = Der.CONSTRUCTED_CONTEXT | 1;

    static Optional<NameConstraints> of(Extensions extensions) throws CertificateParsingException {
        var extension = extensions.value(Extensions.NAME_CONSTRAINTS);
        return extension.isPresent() ? Optional.of(parse(extension.get())) : Optional.empty();
    }

    private static NameConstraints parse(Der extension) throws CertificateParsingException {
        var sides = extension.sequence(1);
        var permitted = sides.getFirst().is(PERMITTED) ? Subtrees.parse(sides.getFirst()) : Subtrees.NONE;
        var excluded = sides.getLast().is(EXCLUDED) ? Subtrees.parse(sides.getLast()) : Subtrees.NONE;
        var read = (sides.getFirst().is(PERMITTED) ? 1 : 0) + (sides.getLast().is(EXCLUDED) ? 1 : 0);
        var empty = sides.stream().allMatch(side -> side.content().length == 0);
        if (read != sides.size() || empty) {
            throw new CertificateParsingException("invalid NameConstraints extension");
        }
        return new NameConstraints(permitted, excluded);
    }

    /** Whether it constrains names of a kind that Go does not judge: where it is critical, Go refuses it whole. */
    boolean unreadInPart() {
        return permitted.unread() || excluded.unread();
    }

    /** Why a certificate with these names is refused, or empty if it is not. */
    Optional<String> refusal(SubjectNames names) {
        if (names.unclear() || (names.others() > 0 && (permitted.others() || excluded.others()))) {
            return Optional.of("it has mail addresses or URIs that are constrained, or cannot be");
        }
        return names.addresses().stream()
                .flatMap(address -> refusalOfAddress(address).stream())
                .findFirst()
                .or(() -> names.dnsNames().stream()
                        .flatMap(name -> refusalOfName(name, name.toLowerCase(Locale.ROOT)).stream())
                        .findFirst());
    }

    private Optional<String> refusalOfName(String written, String name) {
        if (!HostNames.isDomain(name)) {
            return Optional.of("x509: cannot parse dnsName \"" + written + "\"");
        }
        if (!permitted.dnsNames().isEmpty() && !permitted.contain(name)) {
            return Optional.of("DNS name \"" + written + "\" is not permitted by any constraint");
        }
        return excluded.dnsNames().stream()
                .filter(tree -> Subtrees.within(name, tree) || wildcardCovers(name, tree))
                .findFirst()
                .map(tree -> "DNS name \"" + written + "\" is excluded by constraint \"" + tree + "\"");
    }

    private Optional<String> refusalOfAddress(byte[] address) {
        if (!permitted.ranges().isEmpty() && !permitted.surelyContain(address)) {
            return Optional.of("IP address is not permitted by any constraint");
        }
        return excluded.mayContain(address) ? Optional.of("IP address is excluded by a constraint") : Optional.empty();
    }

    /** {@code *.ns.svc} would also stand for an excluded {@code a.ns.svc}; Go asks for no more than a star at its start. */
    private static boolean wildcardCovers(String name, String tree) {
        var nameDot = name.indexOf('.');
        var treeDot = tree.indexOf('.');
        return name.startsWith("*")
                && nameDot >= 0
                && treeDot >= 0
                && name.substring(nameDot).equals(tree.substring(treeDot));
    }
}
