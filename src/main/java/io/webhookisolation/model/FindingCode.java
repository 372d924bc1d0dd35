package io.webhookisolation.model;

/** The stable codes of findings; each has a page in docs/reference/codes.md, which {@code explain} prints. */
public enum FindingCode {
    WI101(Severity.ERROR, "EffectiveOverlap"),
    WI102(Severity.WARNING, "LatentOverlap"),
    WI103(Severity.ERROR, "SilentMisroute"),
    WI104(Severity.ERROR, "NoOwner"),
    WI105(Severity.NOTE, "PlainServiceOverlap"),
    WI106(Severity.WARNING, "FleetingSelector"),
    WI107(Severity.WARNING, "FailureDependsOnPlace"),
    WI108(Severity.WARNING, "OwnershipUnknown"),
    WI201(Severity.ERROR, "StaleServingCertificate"),
    WI202(Severity.ERROR, "SharedServingSecret"),
    WI203(Severity.ERROR, "TrustMismatch"),
    WI204(Severity.ERROR, "Expired"),
    WI205(Severity.WARNING, "EndsSoon"),
    WI206(Severity.ERROR, "BundleInvalid"),
    WI207(Severity.ERROR, "ReplicaDivergence"),
    WI301(Severity.ERROR, "ServiceNotFound"),
    WI302(Severity.ERROR, "PortNotFound"),
    WI303(Severity.WARNING, "NoEndpoints"),
    WI304(Severity.NOTE, "ExternalURL"),
    WI305(Severity.ERROR, "NameClaimedTwice"),
    WI901(Severity.NOTE, "ProbeUnavailable");

    private final Severity severity;
    private final String title;

    FindingCode(Severity severity, String title) {
        this.severity = severity;
        this.title = title;
    }

    public Severity severity() {
        return severity;
    }

    public String title() {
        return title;
    }
}
