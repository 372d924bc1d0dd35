package io.webhookisolation.model;

/** A workload's relation to a webhook Service, decided by evidence. */
public enum Relation {
    OWNER,
    FOREIGN,
    UNKNOWN
}
