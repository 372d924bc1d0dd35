package io.webhookisolation.report;

/** Why an Event is sent; each is in docs/reference/events.md. */
enum EventReason {
    OVERLAP_DETECTED("OverlapDetected", Kind.WARNING, Action.EVALUATE),
    LATENT_OVERLAP_DETECTED("LatentOverlapDetected", Kind.WARNING, Action.EVALUATE),
    OVERLAP_RESOLVED("OverlapResolved", Kind.NORMAL, Action.EVALUATE),
    PROBE_UNAVAILABLE("ProbeUnavailable", Kind.WARNING, Action.EVALUATE),
    NO_DISTINGUISHING_LABEL("NoDistinguishingLabel", Kind.WARNING, Action.SUGGEST),
    SIMULATION_REJECTED("SimulationRejected", Kind.WARNING, Action.SUGGEST),
    SUGGESTION_UPDATED("SuggestionUpdated", Kind.NORMAL, Action.SUGGEST),
    SELECTOR_NARROWED("SelectorNarrowed", Kind.NORMAL, Action.NARROW),
    SELECTOR_RESTORED("SelectorRestored", Kind.NORMAL, Action.RESTORE),
    TEMPLATE_LABELLED("TemplateLabelled", Kind.NORMAL, Action.LABEL),
    TEMPLATE_RESTORED("TemplateRestored", Kind.NORMAL, Action.LABEL),
    ROLLED_BACK("RolledBack", Kind.WARNING, Action.RESTORE),
    MANAGER_CONFLICT("ManagerConflict", Kind.WARNING, Action.STAND_DOWN),
    CERTIFICATE_ISSUED("CertificateIssued", Kind.NORMAL, Action.ISSUE),
    CA_BUNDLE_PUBLISHED("CABundlePublished", Kind.NORMAL, Action.TRUST),
    CA_BUNDLE_RETIRED("CABundleRetired", Kind.NORMAL, Action.TRUST),
    CERTIFICATES_RETAINED("CertificatesRetained", Kind.WARNING, Action.RETAIN),
    ROTATION_STARTED("RotationStarted", Kind.NORMAL, Action.ROTATE),
    ROTATION_COMPLETED("RotationCompleted", Kind.NORMAL, Action.ROTATE),
    AWAITING_RESTART("AwaitingRestart", Kind.WARNING, Action.ROTATE),
    KEY_COMPROMISE_DECLARED("KeyCompromiseDeclared", Kind.WARNING, Action.ROTATE),
    CERTIFICATE_EXPIRING("CertificateExpiring", Kind.WARNING, Action.EVALUATE),
    STALE_SERVING_CERTIFICATE("StaleServingCertificate", Kind.WARNING, Action.EVALUATE),
    TRUST_MISMATCH("TrustMismatch", Kind.WARNING, Action.EVALUATE),
    WRITE_DENIED_BY_WEBHOOK("WriteDeniedByWebhook", Kind.WARNING, Action.WRITE);

    /** The two types that the API knows. */
    enum Kind {
        NORMAL("Normal"),
        WARNING("Warning");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** What we were doing. */
    enum Action {
        EVALUATE("Evaluate"),
        SUGGEST("Suggest"),
        NARROW("NarrowSelector"),
        RESTORE("RestoreSelector"),
        STAND_DOWN("StandDown"),
        LABEL("LabelTemplate"),
        ISSUE("IssueCertificate"),
        TRUST("ChangeTrust"),
        RETAIN("Retain"),
        ROTATE("Rotate"),
        WRITE("Write");

        private final String word;

        Action(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    private final String word;
    private final Kind kind;
    private final Action action;

    EventReason(String word, Kind kind, Action action) {
        this.word = word;
        this.kind = kind;
        this.action = action;
    }

    String word() {
        return word;
    }

    Kind kind() {
        return kind;
    }

    Action action() {
        return action;
    }
}
