package io.webhookisolation.model;

import java.time.Instant;

/**
 * Our undo record on a Service, the annotation {@code webhook-isolation.io/applied}.
 *
 * @param added the keys that we added to the selector, with our values
 * @param formerManager who managed the selector before, empty if nobody known
 * @param policy {@code namespace/name} of the policy that asked for it
 */
public record AppliedRecord(LabelSet added, String formerManager, Instant time, String policy) {}
