/** What may be written to trust bundles and serving Secrets without a call that fails: the rules, as values. */
@NullMarked
package io.webhookisolation.trust;

import org.jspecify.annotations.NullMarked;
