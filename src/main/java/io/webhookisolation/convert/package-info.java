/** Turns Kubernetes objects into the vocabulary of {@code model}, the same way for a cluster and for files. */
@NullMarked
package io.webhookisolation.convert;

import org.jspecify.annotations.NullMarked;
