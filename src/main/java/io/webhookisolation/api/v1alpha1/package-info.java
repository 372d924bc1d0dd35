/**
 * The contract with users: the custom resource of group {@code webhook-isolation.io}, version {@code v1alpha1}.
 *
 * <p>Unknown fields and words are no error when read: a newer CustomResourceDefinition may be installed before the newer operator.
 */
@NullMarked
package io.webhookisolation.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
