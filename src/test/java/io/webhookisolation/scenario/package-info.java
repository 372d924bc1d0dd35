/** What a scenario needs of a cluster, and the words in which it is told; runs on every control plane. */
@NullMarked
package io.webhookisolation.scenario;

import org.jspecify.annotations.NullMarked;
