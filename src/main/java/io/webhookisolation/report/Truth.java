package io.webhookisolation.report;

/** The three values of a condition's status. */
enum Truth {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String word;

    Truth(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
