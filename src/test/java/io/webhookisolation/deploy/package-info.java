/** Tests of what {@code deploy/} holds. */
@NullMarked
package io.webhookisolation.deploy;

import org.jspecify.annotations.NullMarked;
