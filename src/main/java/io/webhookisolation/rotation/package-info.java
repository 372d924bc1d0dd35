/** What a rotation does next, derived from what is seen: no phase is stored, so none can be lost. */
@NullMarked
package io.webhookisolation.rotation;

import org.jspecify.annotations.NullMarked;
