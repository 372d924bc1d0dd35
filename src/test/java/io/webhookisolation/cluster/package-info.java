/** Control planes that tests and the demo run on. */
@NullMarked
package io.webhookisolation.cluster;

import org.jspecify.annotations.NullMarked;
