/** The embedded API server: objects in memory under the rules of a Kubernetes API server that the product relies on. */
@NullMarked
package io.webhookisolation.cluster.api;

import org.jspecify.annotations.NullMarked;
