/** Calls webhooks as the API server does: from Service to endpoint to a TLS handshake that trusts the entry's bundle only. */
@NullMarked
package io.webhookisolation.cluster.admission;

import org.jspecify.annotations.NullMarked;
