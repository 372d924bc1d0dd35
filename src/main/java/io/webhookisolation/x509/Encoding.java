package io.webhookisolation.x509;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;

/**
 * The fields of a certificate as they are written: Go compares names and keys byte by byte, and refuses much that the JDK
 * forgives.
 *
 * <p>What Go reads and hardly anybody writes counts as a fault too (two-byte text, times with an offset): a wrong
 * "unreadable" is safe where a wrong "accepted" is not.
 */
record Encoding(Der issuer, Der subject, Der publicKey, Extensions extensions) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private static final int VERSION = Der.CONSTRUCTED_CONTEXT;
    private static final int VERSION_3 = 2;
    private static final List<Integer> OPTIONAL_FIELDS =
            List.of(Der.CONTEXT | 1, Der.CONTEXT | 2, Der.CONSTRUCTED_CONTEXT | 3);

    static Encoding of(X509Certificate certificate) throws CertificateParsingException {
        var whole = Der.parse(bytes(certificate)).sequence(3);
        var fields = withoutVersion(whole.getFirst().sequence(6));
        if (fields.size() < 6 || !fields.get(1).same(whole.get(1))) {
            throw new CertificateParsingException("inner and outer signature algorithm identifiers don't match");
        }
        if (fields.getFirst().integer().isNegative()) {
            throw new CertificateParsingException("negative serial number");
        }
        whole.get(2).octets();
        checkName(fields.get(2));
        for (var time : fields.get(3).sequence(2)) {
            checkTime(time);
        }
        checkName(fields.get(4));
        algorithm(fields.get(1));
        return new Encoding(fields.get(2), fields.get(4), fields.get(5), extensions(fields.subList(6, fields.size())));
    }

    private static byte[] bytes(X509Certificate certificate) throws CertificateParsingException {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new CertificateParsingException("it has no encoding", e);
        }
    }

    private static List<Der> withoutVersion(List<Der> fields) throws CertificateParsingException {
        if (!fields.getFirst().is(VERSION)) {
            return fields;
        }
        if (fields.getFirst().unwrap().integer().count() > VERSION_3) {
            throw new CertificateParsingException("invalid version");
        }
        return fields.subList(1, fields.size());
    }

    /** Identifier and parameters, as for a key so for a signature. */
    static List<Der> algorithm(Der sequence) throws CertificateParsingException {
        var parts = sequence.sequence(1);
        parts.getFirst().identifier();
        return parts;
    }

    /** Go stops to look where it finds a field out of turn. */
    private static Extensions extensions(List<Der> optional) throws CertificateParsingException {
        var turn = 0;
        for (var field : optional) {
            var found = OPTIONAL_FIELDS.indexOf(field.tag());
            if (found < turn) {
                throw new CertificateParsingException("a field out of its turn");
            }
            turn = found + 1;
        }
        return turn == OPTIONAL_FIELDS.size() ? Extensions.of(optional.getLast().unwrap()) : Extensions.NONE;
    }

    private static void checkTime(Der time) throws CertificateParsingException {
        var text = time.ascii();
        var whole = time.is(Der.UTC_TIME) ? (text.compareTo("5") < 0 ? "20" : "19") + text : text;
        try {
            // The JDK takes 30 February for 2 March.
            TIME.parse(whole);
        } catch (DateTimeParseException e) {
            throw new CertificateParsingException("malformed time", e);
        }
    }

    private static void checkName(Der name) throws CertificateParsingException {
        for (var set : name.sequence(0)) {
            for (var attribute : set.expect(Der.SET).children()) {
                var parts = attribute.sequence(2);
                parts.getFirst().identifier();
                if (!isText(parts.get(1))) {
                    throw new CertificateParsingException("invalid RDNSequence: invalid attribute value");
                }
            }
        }
    }

    private static boolean isText(Der value) {
        var latin = new String(value.content(), StandardCharsets.ISO_8859_1);
        return switch (value.tag()) {
            case 0x0c -> isUtf8(value.content());
            case 0x12 -> latin.matches("[0-9 ]*");
            case 0x13 -> latin.matches("[a-zA-Z0-9'()+,./:=?*& -]*");
            case 0x14 -> true;
            case 0x16 -> latin.chars().allMatch(character -> character < 0x80);
            default -> false;
        };
    }

    private static boolean isUtf8(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
