/** Holds {@code deploy/gitops} against what the operator writes, as Argo CD and Flux would read it. */
@NullMarked
package io.webhookisolation.gitops;

import org.jspecify.annotations.NullMarked;
