/** Who owns which webhook Service: evidence, its weights for suggestions, and the strict rules for writes. */
@NullMarked
package io.webhookisolation.ownership;

import org.jspecify.annotations.NullMarked;
