package io.webhookisolation.x509;

import io.webhookisolation.fixture.certificate.RawCertificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A DER element that can be taken apart, spoiled and written again; what lies in octet strings is taken apart too. */
final class DerTree {

    /** Lengths as BER allows them. */
    enum Length {
        SHORTEST,
        LONGER,
        UNKNOWN
    }

    private static final int CONSTRUCTED = 0x20;
    private static final int OCTET_STRING = 0x04;

    private final List<DerTree> children = new ArrayList<>();
    private int tag;
    private byte[] content;
    private Length length = Length.SHORTEST;

    private DerTree(int tag, byte[] content) {
        this.tag = tag;
        this.content = content;
        if ((tag & CONSTRUCTED) != 0 || tag == OCTET_STRING) {
            children.addAll(parseAll(content));
        }
    }

    static DerTree parse(byte[] der) {
        return parseAll(der).getFirst();
    }

    /** This one and all below it. */
    List<DerTree> all() {
        var all = new ArrayList<>(List.of(this));
        children.forEach(child -> all.addAll(child.all()));
        return all;
    }

    List<DerTree> children() {
        return children;
    }

    boolean isWhole() {
        return children.isEmpty();
    }

    int tag() {
        return tag;
    }

    byte[] content() {
        return content.clone();
    }

    void tag(int other) {
        tag = other;
    }

    /** Of an element without children. */
    void content(byte... other) {
        content = other.clone();
    }

    void length(Length other) {
        length = other;
    }

    DerTree copy() {
        return parse(write());
    }

    byte[] write() {
        var written = children.isEmpty()
                ? RawCertificate.element(tag, content)
                : RawCertificate.element(
                        tag, children.stream().map(DerTree::write).toArray(byte[][]::new));
        var header = written[1] >= 0 ? 2 : 2 + (written[1] & 0x7f);
        var inside = HexFormat.of().formatHex(written, header, written.length);
        return switch (length) {
            case SHORTEST -> written;
            case LONGER -> HexFormat.of().parseHex(String.format("%02x83%06x%s", tag, inside.length() / 2, inside));
            case UNKNOWN -> HexFormat.of().parseHex(String.format("%02x80%s0000", tag, inside));
        };
    }

    /** Nothing if these bytes are no elements. */
    private static List<DerTree> parseAll(byte[] bytes) {
        var elements = new ArrayList<DerTree>();
        for (var at = 0; at < bytes.length; ) {
            if (bytes.length - at < 2 || bytes[at + 1] == Byte.MIN_VALUE) {
                return List.of();
            }
            var octets = bytes[at + 1] >= 0 ? 0 : bytes[at + 1] & 0x7f;
            if (octets > 2 || at + 2 + octets > bytes.length) {
                return List.of();
            }
            var start = at + 2 + octets;
            var size = octets == 0 ? (int) bytes[at + 1] : 0;
            for (var i = at + 2; i < start; i++) {
                size = (size << Byte.SIZE) | (bytes[i] & 0xff);
            }
            if (start + size > bytes.length) {
                return List.of();
            }
            elements.add(new DerTree(bytes[at] & 0xff, Arrays.copyOfRange(bytes, start, start + size)));
            at = start + size;
        }
        return elements;
    }
}
