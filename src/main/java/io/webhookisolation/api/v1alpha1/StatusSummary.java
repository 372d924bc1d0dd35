package io.webhookisolation.api.v1alpha1;

/** Counts over all webhook Services in the policy's scope. */
public record StatusSummary(int services, int isolated, int overlapping, int suggested) {}
