/** The contract with users: the custom resource of group {@code webhook-isolation.io}, version {@code v1alpha1}. */
@NullMarked
package io.webhookisolation.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
