package io.webhookisolation.model;

/** The safety predicates of a narrowing; a refusal names the one that failed (docs/concepts.md). */
public enum Predicate {
    P1("AddOnly"),
    P2("OwnerEndpointsStay"),
    P3("EnoughReadyEndpoints"),
    P4("NoForeignMatch"),
    P5("AllOwnerTemplatesMatch"),
    P6("OtherPortsKeepEndpoints"),
    P7("OtherUsersAgree"),
    P8("OrdinaryService"),
    P9("NoRolloutInProgress"),
    P10("OwnersStillServed"),
    /** Of a template label: nobody known takes it away again. */
    T1("TemplateKeepsLabels"),
    /** Of a template label: the rollout that it starts costs no ready Pod. */
    T2("RollsWithoutGap"),
    /** Of a template label: nobody else begins or ceases to match the Pods. */
    T3("NothingElseMatches"),
    /** Not a simulation: what whoever manages the selector will do with an added key. */
    MANAGER("ManagerKeepsKeys"),
    /** Not a simulation: the strict rules of ownership and a complete, fresh Snapshot. */
    PROOF("OwnershipProved");

    private final String title;

    Predicate(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
