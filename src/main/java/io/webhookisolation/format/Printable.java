package io.webhookisolation.format;

/**
 * Text that cannot command a terminal: names and messages come from files of others, and an escape sequence in one of
 * them could rewrite what the reader sees.
 */
final class Printable {

    private Printable() {}

    static String of(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> clean.appendCodePoint(isHarmless(point) ? point : '?'));
        return clean.toString();
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
