package io.webhookisolation.format;

/** Colours of a terminal, or none; severities are told apart by their words alone too. */
public enum Palette {
    PLAIN,
    COLOUR;

    private static final String RESET = "\u001b[0m";

    String bold(String text) {
        return paint("\u001b[1m", text);
    }

    String dim(String text) {
        return paint("\u001b[2m", text);
    }

    String severity(String word, String text) {
        return switch (word) {
            case "error" -> paint("\u001b[31m", text);
            case "warning" -> paint("\u001b[33m", text);
            default -> paint("\u001b[36m", text);
        };
    }

    private String paint(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : code + text + RESET;
    }
}
