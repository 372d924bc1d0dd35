/** The story that a newcomer runs: the failure, its explanation, the repair and its undo, by the operator as shipped. */
@NullMarked
package io.webhookisolation.demo;

import org.jspecify.annotations.NullMarked;
