/** Says what was found and done, in the policy's status, in Events and in metrics; writes nothing that is said already. */
@NullMarked
package io.webhookisolation.report;

import org.jspecify.annotations.NullMarked;
