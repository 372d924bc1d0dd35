/** Certificates as the API server judges them: chains verified as Go's crypto/x509 does, names, and trust bundles. */
@NullMarked
package io.webhookisolation.x509;

import org.jspecify.annotations.NullMarked;
