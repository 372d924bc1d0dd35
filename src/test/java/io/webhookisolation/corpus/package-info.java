/** The analysis against real manifests, where they are there; apart from the unit tests because it takes seconds. */
@NullMarked
package io.webhookisolation.corpus;

import org.jspecify.annotations.NullMarked;
