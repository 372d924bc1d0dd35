/** The command line, and the wiring of everything into the running operator; nobody depends on it. */
@NullMarked
package io.webhookisolation.app;

import org.jspecify.annotations.NullMarked;
