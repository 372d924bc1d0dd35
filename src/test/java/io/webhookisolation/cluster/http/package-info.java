/** Just enough HTTP/1.1 and WebSocket, on loopback, for a Kubernetes client, what answers it, and what stands between. */
@NullMarked
package io.webhookisolation.cluster.http;

import org.jspecify.annotations.NullMarked;
