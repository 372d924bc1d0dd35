package io.webhookisolation.x509;

import java.math.BigInteger;
import java.security.cert.CertificateParsingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One side of a name constraint: the subtrees of names that are permitted, or those that are excluded.
 *
 * @param dnsNames lower-case
 * @param ranges address and mask, eight or thirty-two octets
 * @param others whether mail addresses or URIs are constrained
 * @param unread whether names of a kind are constrained that Go does not judge
 */
record Subtrees(List<String> dnsNames, List<byte[]> ranges, boolean others, boolean unread) {

    static final Subtrees NONE = new Subtrees(List.of(), List.of(), false, false);

    private static final int IPV6 = 16;
    private static final int IPV4_RANGE = 8;
    private static final int IPV6_RANGE = 32;
    private static final BigInteger MAPPED = BigInteger.valueOf(0xffff);

    Subtrees {
        dnsNames = List.copyOf(dnsNames);
        ranges = List.copyOf(ranges);
    }

    static Subtrees parse(Der side) throws CertificateParsingException {
        var dnsNames = new ArrayList<String>();
        var ranges = new ArrayList<byte[]>();
        var others = false;
        var unread = false;
        for (var subtree : side.children()) {
            var base = subtree.sequence(1).getFirst();
            switch (base.tag()) {
                case SubjectNames.DNS_NAME -> dnsNames.add(text(base).toLowerCase(Locale.ROOT));
                case SubjectNames.IP_ADDRESS -> ranges.add(range(base.content()));
                case SubjectNames.MAIL, SubjectNames.URI -> {
                    text(base);
                    others = true;
                }
                default -> unread = true;
            }
        }
        return new Subtrees(dnsNames, ranges, others, unread);
    }

    private static String text(Der base) throws CertificateParsingException {
        var text = base.ascii();
        var readable = switch (base.tag()) {
            case SubjectNames.MAIL -> HostNames.isMailbox(text) || (HostNames.isSubtree(text) && !text.contains("@"));
            case SubjectNames.URI -> HostNames.isSubtree(text) && !HostNames.isAddress(text);
            default -> HostNames.isSubtree(text);
        };
        if (!readable) {
            throw new CertificateParsingException("failed to parse constraint \"" + text + "\"");
        }
        return text;
    }

    private static byte[] range(byte[] range) throws CertificateParsingException {
        var mask = number(range, range.length / 2, range.length);
        var bits = range.length / 2 * Byte.SIZE;
        var zeros = mask.signum() == 0 ? bits : mask.getLowestSetBit();
        if ((range.length != IPV4_RANGE && range.length != IPV6_RANGE) || mask.bitCount() + zeros != bits) {
            throw new CertificateParsingException("invalid address range in a name constraint");
        }
        return range;
    }

    boolean contain(String name) {
        return dnsNames.stream().anyMatch(tree -> within(name, tree));
    }

    /** A leading period asks for at least one more label; Go reads DNS constraints so, as for URIs. */
    static boolean within(String name, String tree) {
        var longer = tree.startsWith(".") ? tree : "." + tree;
        return tree.isEmpty() || name.equals(tree) || name.endsWith(longer);
    }

    boolean mayContain(byte[] address) {
        return ranges.stream().anyMatch(range -> contains(range, address));
    }

    /** Go's search goes astray among ranges like 10.1.2.3/8, and among IPv4 addresses that are written as IPv6 ones. */
    boolean surelyContain(byte[] address) {
        return !isMapped(address) && ranges.stream().allMatch(Subtrees::isPlain) && mayContain(address);
    }

    private static boolean isPlain(byte[] range) {
        var half = range.length / 2;
        var hostBits = number(range, 0, half).andNot(number(range, half, range.length));
        return hostBits.signum() == 0 && !isMapped(Arrays.copyOf(range, half));
    }

    private static boolean isMapped(byte[] address) {
        return address.length == IPV6
                && number(address, 0, address.length).shiftRight(Integer.SIZE).equals(MAPPED);
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

    private static BigInteger number(byte[] octets, int from, int to) {
        return new BigInteger(1, Arrays.copyOfRange(octets, from, to));
    }
}
