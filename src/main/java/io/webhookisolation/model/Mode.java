package io.webhookisolation.model;

/** What a policy allows. */
public enum Mode {
    /** Report and suggest. */
    AUDIT("Audit"),
    /** Narrow when it is proved safe. */
    ENFORCE("Enforce");

    private final String word;

    Mode(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
