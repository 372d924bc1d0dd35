package io.webhookisolation.x509;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * One DER element (X.690), read as strictly as Go does it: no length longer than needed, no tag above 30, one way only to
 * write a number.
 *
 * <p>Tags are the identifier octet: {@code 0x80 | number} for context tags, {@code 0xa0 | number} for constructed ones.
 */
final class Der {

    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int UTC_TIME = 0x17;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    static final int CONTEXT = 0x80;
    static final int CONSTRUCTED_CONTEXT = 0xa0;

    private static final int HIGH_TAG_NUMBER = 0x1f;
    private static final int LONGEST_LENGTH = 3;
    private static final int LONGEST_COMPONENT = 4;
    private static final byte NO_BIT = (byte) 0x80;
    private static final byte TRUE = (byte) 0xff;

    private final int tag;
    private final byte[] content;

    private Der(int tag, byte[] content) {
        this.tag = tag;
        this.content = content;
    }

    int tag() {
        return tag;
    }

    byte[] content() {
        return content.clone();
    }

    boolean is(int expected) {
        return tag == expected;
    }

    boolean same(Der other) {
        return tag == other.tag && Arrays.equals(content, other.content);
    }

    String hex() {
        return HexFormat.of().formatHex(content);
    }

    /** The one element that these bytes hold. */
    static Der parse(byte[] bytes) throws CertificateParsingException {
        var all = parseAll(bytes);
        if (all.size() != 1) {
            throw new CertificateParsingException("one element expected, " + all.size() + " found");
        }
        return all.getFirst();
    }

    /** The one element that is wrapped in this one. */
    Der unwrap() throws CertificateParsingException {
        return parse(content);
    }

    List<Der> children() throws CertificateParsingException {
        return parseAll(content);
    }

    /** The elements of a sequence, at least so many. */
    List<Der> sequence(int atLeast) throws CertificateParsingException {
        var all = expect(SEQUENCE).children();
        if (all.size() < atLeast) {
            throw new CertificateParsingException(atLeast + " elements expected, " + all.size() + " found");
        }
        return all;
    }

    Der expect(int expected) throws CertificateParsingException {
        if (tag != expected) {
            throw new CertificateParsingException("tag " + expected + " expected, " + tag + " found");
        }
        return this;
    }

    /** Go reads no component of an identifier that needs more than 31 bits; those of up to 28 are enough for us. */
    Der identifier() throws CertificateParsingException {
        expect(OBJECT_IDENTIFIER);
        var octets = 0;
        for (var octet : content) {
            if ((octets == 0 && octet == NO_BIT) || ++octets > LONGEST_COMPONENT) {
                throw malformed();
            }
            octets = octet < 0 ? octets : 0;
        }
        if (octets > 0 || content.length == 0) {
            throw malformed();
        }
        return this;
    }

    /** DER knows one "true" only. */
    boolean truth() throws CertificateParsingException {
        expect(BOOLEAN);
        if (content.length != 1 || (content[0] != 0 && content[0] != TRUE)) {
            throw malformed();
        }
        return content[0] == TRUE;
    }

    Der integer() throws CertificateParsingException {
        return expect(INTEGER).number();
    }

    /** A number of at most 31 bits and not below zero, whatever its tag. */
    int count() throws CertificateParsingException {
        number();
        if (isNegative() || content.length > Integer.BYTES) {
            throw malformed();
        }
        var value = 0;
        for (var octet : content) {
            value = (value << Byte.SIZE) | (octet & 0xff);
        }
        return value;
    }

    boolean isNegative() {
        return content.length > 0 && content[0] < 0;
    }

    private Der number() throws CertificateParsingException {
        if (content.length == 0
                || (content.length > 1 && content[0] == 0 && content[1] >= 0)
                || (content.length > 1 && content[0] == -1 && content[1] < 0)) {
            throw malformed();
        }
        return this;
    }

    /** A bit string; bits that only fill up the last octet must be zero. */
    byte[] bits() throws CertificateParsingException {
        expect(BIT_STRING);
        var unused = content.length == 0 ? Byte.SIZE : content[0];
        var last = content.length > 1 ? content[content.length - 1] : 0;
        if (unused < 0
                || unused >= Byte.SIZE
                || (content.length == 1 && unused > 0)
                || (last & ((1 << unused) - 1)) != 0) {
            throw malformed();
        }
        return Arrays.copyOfRange(content, 1, content.length);
    }

    /** A bit string of whole octets. */
    byte[] octets() throws CertificateParsingException {
        if (bits().length > 0 && content[0] != 0) {
            throw malformed();
        }
        return bits();
    }

    String ascii() throws CertificateParsingException {
        for (var octet : content) {
            if (octet < 0) {
                throw new CertificateParsingException("a name is malformed");
            }
        }
        return new String(content, StandardCharsets.US_ASCII);
    }

    private static List<Der> parseAll(byte[] bytes) throws CertificateParsingException {
        var elements = new ArrayList<Der>();
        for (var at = 0; at < bytes.length; ) {
            if (bytes.length - at < 2 || (bytes[at] & HIGH_TAG_NUMBER) == HIGH_TAG_NUMBER) {
                throw malformed();
            }
            var first = bytes[at + 1] & 0xff;
            var lengthOctets = first < 0x80 ? 0 : first & 0x7f;
            var length = first < 0x80 ? first : longLength(bytes, at + 2, lengthOctets);
            var start = at + 2 + lengthOctets;
            if (length > bytes.length - start) {
                throw malformed();
            }
            elements.add(new Der(bytes[at] & 0xff, Arrays.copyOfRange(bytes, start, start + length)));
            at = start + length;
        }
        return elements;
    }

    private static int longLength(byte[] bytes, int from, int octets) throws CertificateParsingException {
        if (octets < 1 || octets > LONGEST_LENGTH || octets > bytes.length - from) {
            throw malformed();
        }
        var length = 0;
        for (var i = from; i < from + octets; i++) {
            length = (length << Byte.SIZE) | (bytes[i] & 0xff);
        }
        if (length < 0x80 || length >> (Byte.SIZE * (octets - 1)) == 0) {
            throw malformed();
        }
        return length;
    }

    private static CertificateParsingException malformed() {
        return new CertificateParsingException("truncated, or not written as DER asks for");
    }
}
