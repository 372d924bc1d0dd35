/** Turns one Step into API calls that the API server refuses if the world moved, and says what became of them. */
@NullMarked
package io.webhookisolation.apply;

import org.jspecify.annotations.NullMarked;
