package io.webhookisolation.model;

import java.time.Instant;

/**
 * No further narrowing of a Service before a time, because the last one had to be undone; kept in the policy's status.
 *
 * @param count how many times in a row
 */
public record BackOff(RestoreCause cause, int count, Instant until) {}
