/** Reads manifests from files, folders and standard input into a Snapshot, with the position of each object. */
@NullMarked
package io.webhookisolation.manifest;

import org.jspecify.annotations.NullMarked;
