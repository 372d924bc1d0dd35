package io.webhookisolation.x509;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The names for which an authority may sign (RFC 5280 §4.2.1.10), by Go's reading of the rules.
 *
 * <p>DNS names and IP addresses are judged. Where another kind of name is constrained and a certificate has such a name,
 * it counts as refused: Go might accept it, and a wrong "refused" is safe where a wrong "accepted" is not.
 */
record NameConstraints(Subtrees permitted, Subtrees excluded) {

    private static final String EXTENSION = "2.5.29.30";
    private static final int PERMITTED = Der.CONSTRUCTED_CONTEXT;
    private static final int EXCLUDED = Der.CONSTRUCTED_CONTEXT | 1;

    /**
     * One side of the extension.
     *
     * @param ranges address and mask, eight or thirty-two octets
     * @param others whether it constrains names of another kind
     */
    record Subtrees(List<String> dnsNames, List<byte[]> ranges, boolean others) {

        static final Subtrees NONE = new Subtrees(List.of(), List.of(), false);

        Subtrees {
            dnsNames = List.copyOf(dnsNames);
            ranges = List.copyOf(ranges);
        }

        static Subtrees parse(Der side) throws CertificateParsingException {
            var dnsNames = new ArrayList<String>();
            var ranges = new ArrayList<byte[]>();
            var others = false;
            for (var subtree : side.children()) {
                var base = subtree.expect(Der.SEQUENCE).children().getFirst();
                switch (base.tag()) {
                    case SubjectNames.DNS_NAME ->
                        dnsNames.add(new String(base.content(), StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT));
                    case SubjectNames.IP_ADDRESS -> ranges.add(base.content());
                    default -> others = true;
                }
            }
            return new Subtrees(dnsNames, ranges, others);
        }
    }

    static Optional<NameConstraints> of(X509Certificate authority) throws CertificateParsingException {
        var extension = authority.getExtensionValue(EXTENSION);
        if (extension == null) {
            return Optional.empty();
        }
        var permitted = Subtrees.NONE;
        var excluded = Subtrees.NONE;
        for (var side : Der.parse(Der.parse(extension).content()).children()) {
            switch (side.tag()) {
                case PERMITTED -> permitted = Subtrees.parse(side);
                case EXCLUDED -> excluded = Subtrees.parse(side);
                default -> throw new CertificateParsingException("unknown part of name constraints");
            }
        }
        return Optional.of(new NameConstraints(permitted, excluded));
    }

    /** Why a certificate with these names is refused, or empty if it is not. */
    Optional<String> refusal(SubjectNames names) {
        if (names.others() > 0 && (permitted.others() || excluded.others())) {
            return Optional.of("it has names of a constrained kind other than DNS names and IP addresses");
        }
        return names.addresses().stream()
                .flatMap(address -> refusalOfAddress(address).stream())
                .findFirst()
                .or(() -> names.dnsNames().stream()
                        .flatMap(name -> refusalOfName(name, name.toLowerCase(Locale.ROOT)).stream())
                        .findFirst());
    }

    private Optional<String> refusalOfName(String written, String name) {
        if (!permitted.dnsNames.isEmpty() && permitted.dnsNames.stream().noneMatch(tree -> within(name, tree))) {
            return Optional.of("DNS name \"" + written + "\" is not permitted by any constraint");
        }
        return excluded.dnsNames.stream()
                .filter(tree -> within(name, tree) || wildcardCovers(name, tree))
                .findFirst()
                .map(tree -> "DNS name \"" + written + "\" is excluded by constraint \"" + tree + "\"");
    }

    private Optional<String> refusalOfAddress(byte[] address) {
        if (!permitted.ranges.isEmpty() && permitted.ranges.stream().noneMatch(range -> contains(range, address))) {
            return Optional.of("IP address is not permitted by any constraint");
        }
        return excluded.ranges.stream().anyMatch(range -> contains(range, address))
                ? Optional.of("IP address is excluded by a constraint")
                : Optional.empty();
    }

    /** A leading period asks for at least one more label; Go reads DNS constraints so, as for URIs. */
    private static boolean within(String name, String tree) {
        var longer = tree.startsWith(".") ? tree : "." + tree;
        return tree.isEmpty() || name.equals(tree) || name.endsWith(longer);
    }

    /** {@code *.ns.svc} would also stand for an excluded {@code a.ns.svc}. */
    private static boolean wildcardCovers(String name, String tree) {
        var dot = tree.indexOf('.');
        return dot >= 0 && name.equals("*" + tree.substring(dot));
    }

    private static boolean contains(byte[] range, byte[] address) {
        if (range.length != 2 * address.length) {
            return false;
        }
        for (var i = 0; i < address.length; i++) {
            var mask = range[address.length + i];
            if ((address[i] & mask) != (range[i] & mask)) {
                return false;
            }
        }
        return true;
    }
}
