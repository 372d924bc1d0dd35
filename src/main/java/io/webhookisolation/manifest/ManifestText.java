package io.webhookisolation.manifest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Decodes a file as the YAML standard asks: UTF-8 or UTF-16, with or without byte order mark, printable throughout. */
final class ManifestText {

    private static final String NO_TEXT = "; is this a manifest? An archive or a compiled file cannot be read";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private ManifestText() {}

    static String decode(String file, byte[] bytes) throws ManifestProblem {
        var charset = charset(bytes);
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var chars = CharBuffer.allocate(bytes.length + 1);
        var result = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
        chars.flip();
        var text = chars.toString();
        if (result.isError()) {
            throw problem(file, text, text.length(), "a byte sequence that is no " + charset + NO_TEXT);
        }
        var start = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        requirePrintable(file, text);
        return text.substring(start);
    }

    /** As in the YAML 1.2 standard, section 5.2: the first character is a byte order mark or ASCII. */
    private static Charset charset(byte[] bytes) {
        if (bytes.length < 2) {
            return StandardCharsets.UTF_8;
        }
        if (startsWith(bytes, 0xFE, 0xFF) || bytes[0] == 0) {
            return StandardCharsets.UTF_16BE;
        }
        return startsWith(bytes, 0xFF, 0xFE) || bytes[1] == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return Arrays.equals(bytes, 0, 2, new byte[] {(byte) first, (byte) second}, 0, 2);
    }

    private static void requirePrintable(String file, String text) throws ManifestProblem {
        for (var index = 0; index < text.length(); ) {
            var codePoint = text.codePointAt(index);
            if (!StreamReader.isPrintable(codePoint)) {
                throw problem(
                        file, text, index, "the character U+%04X cannot stand in YAML".formatted(codePoint) + NO_TEXT);
            }
            index += Character.charCount(codePoint);
        }
    }

    private static ManifestProblem problem(String file, String text, int index, String sentence) {
        var before = text.substring(0, index);
        var line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return ManifestProblem.at(file, line, before.length() - before.lastIndexOf('\n'), sentence);
    }
}
