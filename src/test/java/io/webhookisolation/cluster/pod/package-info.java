/** Pods as servers on loopback, and the network that leads from Pod addresses to them. */
@NullMarked
package io.webhookisolation.cluster.pod;

import org.jspecify.annotations.NullMarked;
