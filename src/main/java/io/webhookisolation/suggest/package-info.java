/** Says a repair in the form that fits whoever manages the Service: patches that people review, commit and apply. */
@NullMarked
package io.webhookisolation.suggest;

import org.jspecify.annotations.NullMarked;
