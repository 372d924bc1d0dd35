/**
 * What the product assumes of an API server and of a cluster's controllers: each assumption is a test that only uses a
 * client, so that it runs on every control plane.
 */
@NullMarked
package io.webhookisolation.cluster.contract;

import org.jspecify.annotations.NullMarked;
