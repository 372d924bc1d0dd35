package io.webhookisolation.model;

import java.time.Duration;
import java.time.Instant;

/** What one TLS handshake with one endpoint showed, and when. */
public record ProbeResult(ProbeTarget target, Instant at, Duration took, ProbeOutcome outcome) {}
