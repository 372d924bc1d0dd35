/** Tests that the documentation says what the code does. */
@NullMarked
package io.webhookisolation.docs;

import org.jspecify.annotations.NullMarked;
