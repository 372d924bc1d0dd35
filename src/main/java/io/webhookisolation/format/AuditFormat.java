package io.webhookisolation.format;

/** One way to print a report; equal reports give equal text, which ends with a line break. */
public interface AuditFormat {
    String print(AuditReport report);
}
