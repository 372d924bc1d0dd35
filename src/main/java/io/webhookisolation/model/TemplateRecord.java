package io.webhookisolation.model;

import java.time.Instant;

/**
 * Our undo record on a workload whose Pod template we labelled, the annotation {@code webhook-isolation.io/applied}.
 *
 * @param added the labels that we added, with our values
 * @param service name of the Service, in the workload's namespace, that is to be narrowed by them
 * @param policy {@code namespace/name} of the policy that asked for it
 */
public record TemplateRecord(LabelSet added, String service, Instant time, String policy) {}
