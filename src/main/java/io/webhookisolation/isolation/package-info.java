/** Who is mixed up with whom: the class of each webhook Service, findings, and the smallest repair. */
@NullMarked
package io.webhookisolation.isolation;

import org.jspecify.annotations.NullMarked;
