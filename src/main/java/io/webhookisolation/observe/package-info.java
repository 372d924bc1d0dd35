/** Reads the cluster, continuously or once, into Snapshots; the only package that does. */
@NullMarked
package io.webhookisolation.observe;

import org.jspecify.annotations.NullMarked;
