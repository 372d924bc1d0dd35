/** The control loop: gathers what is seen, has it judged and planned, writes, and reports. */
@NullMarked
package io.webhookisolation.reconcile;

import org.jspecify.annotations.NullMarked;
