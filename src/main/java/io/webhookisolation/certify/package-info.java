/** Carries out what is decided about serving Secrets: reads them, signs, and hands on guarded writes. */
@NullMarked
package io.webhookisolation.certify;

import org.jspecify.annotations.NullMarked;
