/** Stands between a client and the API server of any control plane: lists every call, and makes chosen ones go wrong. */
@NullMarked
package io.webhookisolation.cluster.proxy;

import org.jspecify.annotations.NullMarked;
