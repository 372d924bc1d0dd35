package io.webhookisolation.model;

/** Where the certificates of a webhook Service stand: a phase on the way round, or a stop at which nothing moves on. */
public enum RotationPhase {
    /** The present leaf is served, and bundles hold its authority and the successor. */
    STEADY("Steady", Kind.REST),
    /** A generation is being made. */
    PREPARE("Prepare", Kind.UNDER_WAY),
    /** Bundles are being given what they lack. */
    PUBLISH_TRUST("PublishTrust", Kind.UNDER_WAY),
    /** API servers are given time to learn the bundles. */
    TRUST_DWELL("TrustDwell", Kind.UNDER_WAY),
    /** The next leaf is being written to the Secret. */
    ISSUE_LEAF("IssueLeaf", Kind.UNDER_WAY),
    /** Pods are on their way to serve it. */
    PROPAGATE("Propagate", Kind.UNDER_WAY),
    /** Every Pod serves it; the successor is being published and what expired goes. */
    COMPLETE("Complete", Kind.UNDER_WAY),
    /** Some Pod still serves the old leaf after the time that a reload takes; both are trusted. */
    AWAITING_RESTART("AwaitingRestart", Kind.STOP),
    /** Somebody else undoes what we write. */
    CONTESTED("Contested", Kind.STOP),
    /** No proved owner mounts the serving Secret. */
    NOT_MOUNTED("NotMounted", Kind.STOP),
    /** Somebody else issues. */
    MANAGED_ELSEWHERE("ManagedElsewhere", Kind.STOP),
    /** A call site has not agreed to be given our authority. */
    CONSENT_MISSING("ConsentMissing", Kind.STOP),
    /** The serving Secret is none that we may write. */
    SECRET_NOT_OURS("SecretNotOurs", Kind.STOP),
    /** A webhook refuses our writes. */
    BLOCKED_BY_WEBHOOK("BlockedByWebhook", Kind.STOP),
    /** Some Pod cannot be asked what it serves. */
    PROBE_UNAVAILABLE("ProbeUnavailable", Kind.STOP),
    /** The policy says so, or an annotation that we are to keep away. */
    SUSPENDED("Suspended", Kind.STOP);

    private enum Kind {
        REST,
        UNDER_WAY,
        STOP
    }

    private final String word;
    private final Kind kind;

    RotationPhase(String word, Kind kind) {
        this.word = word;
        this.kind = kind;
    }

    /** As status, conditions and metrics say it. */
    public String word() {
        return word;
    }

    /** Between the first step of a rotation and its last, where each next step is ours. */
    public boolean isUnderWay() {
        return kind == Kind.UNDER_WAY;
    }

    /** Safe, but nothing moves on until somebody or something else does. */
    public boolean isStop() {
        return kind == Kind.STOP;
    }
}
