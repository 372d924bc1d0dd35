package io.webhookisolation.pki;

import java.security.cert.X509Certificate;

/** A certificate to serve, and the key that it is about. */
public record Leaf(X509Certificate certificate, SigningKey key) {}
