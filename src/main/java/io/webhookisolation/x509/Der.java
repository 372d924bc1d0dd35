package io.webhookisolation.x509;

import java.security.cert.CertificateParsingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One DER element (X.690), as far as names and name constraints need it: the JDK hands them out only in part.
 *
 * <p>Tags are the identifier octet: {@code 0x80 | number} for context tags, {@code 0xa0 | number} for constructed ones.
 */
final class Der {

    static final int SEQUENCE = 0x30;
    static final int CONTEXT = 0x80;
    static final int CONSTRUCTED_CONTEXT = 0xa0;

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

    /** The one element that these bytes hold. */
    static Der parse(byte[] bytes) throws CertificateParsingException {
        var all = parseAll(bytes);
        if (all.size() != 1) {
            throw new CertificateParsingException("one element expected, " + all.size() + " found");
        }
        return all.getFirst();
    }

    List<Der> children() throws CertificateParsingException {
        return parseAll(content);
    }

    Der expect(int expected) throws CertificateParsingException {
        if (tag != expected) {
            throw new CertificateParsingException("tag " + expected + " expected, " + tag + " found");
        }
        return this;
    }

    private static List<Der> parseAll(byte[] bytes) throws CertificateParsingException {
        var elements = new ArrayList<Der>();
        for (var at = 0; at < bytes.length; ) {
            if (bytes.length - at < 2) {
                throw truncated();
            }
            var first = bytes[at + 1] & 0xff;
            var lengthOctets = first < 0x80 ? 0 : first & 0x7f;
            var length = first < 0x80 ? first : longLength(bytes, at + 2, lengthOctets);
            var start = at + 2 + lengthOctets;
            if (length > bytes.length - start) {
                throw truncated();
            }
            elements.add(new Der(bytes[at] & 0xff, Arrays.copyOfRange(bytes, start, start + length)));
            at = start + length;
        }
        return elements;
    }

    private static int longLength(byte[] bytes, int from, int octets) throws CertificateParsingException {
        if (octets < 1 || octets > 3 || octets > bytes.length - from) {
            throw truncated();
        }
        var length = 0;
        for (var i = from; i < from + octets; i++) {
            length = (length << 8) | (bytes[i] & 0xff);
        }
        return length;
    }

    private static CertificateParsingException truncated() {
        return new CertificateParsingException("truncated or of an unsupported length");
    }
}
