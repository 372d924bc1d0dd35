package io.webhookisolation.x509;

import static io.webhookisolation.fixture.certificate.RawCertificate.element;

import io.webhookisolation.fixture.certificate.RawCertificate.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** Fields that are written in a way that DER, or Go, does not allow; some are merely unusual. */
final class FieldOddities {

    private static final HexFormat HEX = HexFormat.of();

    /** A public key on P-256: where its bit string begins, and how long it is in all. */
    private static final int P256_ALGORITHM = 2;

    private static final int P256_BITS = 25;
    private static final int P256_LENGTH = 91;

    static final List<Oddity> ALL = List.of(
            new Oddity("negative serial", draft -> draft.serial(-1)),
            field("serial with zeros", Field.SERIAL, "02020005"),
            field("serial of zero", Field.SERIAL, "020100"),
            field("version with zeros", Field.VERSION, "a00402020002"),
            time("30 February", 0x17, "450230000000Z"),
            time("time with an offset", 0x17, "450101000000+0000"),
            time("time without seconds", 0x17, "4501010000Z"),
            time("time in full", 0x18, "20450101000000Z"),
            time("time with a fraction", 0x18, "20450101000000.5Z"),
            change("issuer in UTF-8", Field.ISSUER, replacing("55040313", "5504030c")),
            change("issuer in T.61", Field.ISSUER, replacing("55040313", "55040314")),
            change("issuer in capitals", Field.ISSUER, replacing("726f6f74", "524f4f54")),
            change("subject in UTF-8", Field.SUBJECT, replacing("55040313", "5504030c")),
            change("subject in UTF-16", Field.SUBJECT, replacing("55040313", "5504031e")),
            change("subject in an unknown text", Field.SUBJECT, replacing("55040313", "5504031c")),
            field("subject with an underscore", Field.SUBJECT, "300e310c300a060355040313036f5f6f"),
            field("subject that is no UTF-8", Field.SUBJECT, "300c310a300806035504030c01ff"),
            point("point with a tail", bits -> element(0x03, content(bits), new byte[1])),
            point("point beyond the curve", FieldOddities::offCurve),
            change("signature with an unused bit", Field.SIGNATURE, FieldOddities::unusedBit),
            numbers("numbers of the signature with zeros", number -> element(0x02, new byte[1], content(number))),
            numbers("numbers of the signature without a sign", FieldOddities::withoutSign),
            change("signature with a tail", Field.SIGNATURE, bits -> Arrays.copyOf(bits, bits.length + 1)),
            change("signature algorithm with a parameter", Field.ALGORITHM, FieldOddities::withNull),
            change("critical written as one", Field.EXTENSIONS, replacing("0101ff04", "01010104")),
            change("critical written as false", Field.EXTENSIONS, replacing("0101ff04", "01010004")),
            change("unique identifiers", Field.EXTENSIONS, before("8102000182020001")),
            change("unique identifiers as a structure", Field.EXTENSIONS, before("a10403020001")),
            change("unique identifiers in another order", Field.EXTENSIONS, before("8202000181020001")));

    private FieldOddities() {}

    private static Oddity change(String what, Field field, UnaryOperator<byte[]> change) {
        return new Oddity(what, draft -> draft.rewrite(field, change));
    }

    private static Oddity field(String what, Field field, String hex) {
        return change(what, field, usual -> HEX.parseHex(hex));
    }

    private static Oddity time(String what, int tag, String until) {
        var begin = element(0x17, "200101000000Z".getBytes(StandardCharsets.US_ASCII));
        var end = element(tag, until.getBytes(StandardCharsets.US_ASCII));
        return change(what, Field.VALIDITY, usual -> element(0x30, begin, end));
    }

    private static UnaryOperator<byte[]> replacing(String from, String to) {
        return usual -> HEX.parseHex(HEX.formatHex(usual).replace(from, to));
    }

    private static UnaryOperator<byte[]> before(String hex) {
        return usual -> HEX.parseHex(hex + HEX.formatHex(usual));
    }

    /** Keys on other curves stay as they are. */
    private static Oddity point(String what, UnaryOperator<byte[]> change) {
        return change(
                what,
                Field.KEY,
                usual -> usual.length == P256_LENGTH
                        ? element(
                                0x30,
                                Arrays.copyOfRange(usual, P256_ALGORITHM, P256_BITS - 2),
                                change.apply(Arrays.copyOfRange(usual, P256_BITS - 2, usual.length)))
                        : usual);
    }

    private static byte[] offCurve(byte[] bits) {
        bits[bits.length - 1] ^= 1;
        return bits;
    }

    /** One signature of two ends with a zero bit; the others stay as they are. */
    private static byte[] unusedBit(byte[] bits) {
        bits[0] = (byte) (1 - (bits[bits.length - 1] & 1));
        return bits;
    }

    /** Signatures that are no pair of numbers stay as they are. */
    private static Oddity numbers(String what, UnaryOperator<byte[]> change) {
        return change(what, Field.SIGNATURE, bits -> {
            if (bits[1] != 0x30 || bits[2] < 0) {
                return bits;
            }
            var second = 5 + bits[4];
            var first = Arrays.copyOfRange(bits, 3, second);
            var rest = Arrays.copyOfRange(bits, second, bits.length);
            var pair = element(0x30, change.apply(first), change.apply(rest));
            return HEX.parseHex("00" + HEX.formatHex(pair));
        });
    }

    private static byte[] withoutSign(byte[] number) {
        var content = content(number);
        return content[0] == 0 ? element(0x02, Arrays.copyOfRange(content, 1, content.length)) : number;
    }

    private static byte[] withNull(byte[] algorithm) {
        return element(0x30, content(algorithm), HEX.parseHex("0500"));
    }

    /** Of an element whose length takes one octet. */
    private static byte[] content(byte[] element) {
        return Arrays.copyOfRange(element, 2, element.length);
    }
}
