/** Keys and certificates: what is asked for is issued, written as PEM and read back; nothing here decides what to ask for. */
@NullMarked
package io.webhookisolation.pki;

import org.jspecify.annotations.NullMarked;
