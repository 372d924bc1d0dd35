package io.webhookisolation.trust;

import io.webhookisolation.model.CertificateManager;

/**
 * Who makes a serving certificate and its bundles.
 *
 * @param why one clause: by what that is known
 */
public record ManagedBy(CertificateManager manager, String why) {}
