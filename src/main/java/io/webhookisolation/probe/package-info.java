/** TLS handshakes with Pods: what they serve, seen from outside; the only package that opens sockets to Pods. */
@NullMarked
package io.webhookisolation.probe;

import org.jspecify.annotations.NullMarked;
