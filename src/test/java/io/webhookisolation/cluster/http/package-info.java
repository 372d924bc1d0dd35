/** Just enough HTTP/1.1 and WebSocket, on loopback, for a Kubernetes client to talk to the embedded API server. */
@NullMarked
package io.webhookisolation.cluster.http;

import org.jspecify.annotations.NullMarked;
