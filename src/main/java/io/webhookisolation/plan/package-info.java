/** Decides what a policy wants done now: Steps in order where a write is proved safe, refusals with names where not. */
@NullMarked
package io.webhookisolation.plan;

import org.jspecify.annotations.NullMarked;
