/** The vocabulary: immutable values that every other package speaks in; depends on the JDK only. */
@NullMarked
package io.webhookisolation.model;

import org.jspecify.annotations.NullMarked;
