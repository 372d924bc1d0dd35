/** The operator as it is shipped, process by process, on control planes that break. */
@NullMarked
package io.webhookisolation.process;

import org.jspecify.annotations.NullMarked;
