/** The edge out of {@code audit}: one report value, printed as a table for people or as JSON for programs. */
@NullMarked
package io.webhookisolation.format;

import org.jspecify.annotations.NullMarked;
