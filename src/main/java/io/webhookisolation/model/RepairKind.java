package io.webhookisolation.model;

/** What would isolate a Service. */
public enum RepairKind {
    NONE("None"),
    NARROW_SELECTOR("NarrowSelector"),
    LABEL_THEN_NARROW("LabelThenNarrow"),
    SEPARATE_NAMESPACES("SeparateNamespaces");

    private final String reason;

    RepairKind(String reason) {
        this.reason = reason;
    }

    /** The word that reports use. */
    public String reason() {
        return reason;
    }
}
