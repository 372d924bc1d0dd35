package io.webhookisolation.model;

/** The one class of a webhook Service; the first that applies, in this order (docs/concepts.md). */
public enum ServiceClass {
    SERVICE_NOT_FOUND("ServiceNotFound"),
    EXTERNAL("External"),
    NO_ENDPOINTS("NoEndpoints"),
    NO_OWNER("NoOwner"),
    SILENT_MISROUTE("SilentMisroute"),
    EFFECTIVE_OVERLAP("EffectiveOverlap"),
    OWNERSHIP_UNKNOWN("OwnershipUnknown"),
    LATENT_OVERLAP("LatentOverlap"),
    PROBE_UNAVAILABLE("ProbeUnavailable"),
    ISOLATED("Isolated");

    private final String reason;

    ServiceClass(String reason) {
        this.reason = reason;
    }

    /** The word that status, metrics and reports use. */
    public String reason() {
        return reason;
    }

    public boolean isOverlap() {
        return this == SILENT_MISROUTE || this == EFFECTIVE_OVERLAP || this == LATENT_OVERLAP;
    }
}
