/** The life of a Service's authorities and leaves, from dates and the policy alone: what is due, and why. */
@NullMarked
package io.webhookisolation.certificate;

import org.jspecify.annotations.NullMarked;
