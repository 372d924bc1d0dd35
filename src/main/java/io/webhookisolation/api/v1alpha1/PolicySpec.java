package io.webhookisolation.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.LabelSelector;
import org.jspecify.annotations.Nullable;

/**
 * What a policy asks for; a null component means the schema's default.
 *
 * @param serviceSelector which webhook Services of this namespace; null or empty: all
 * @param onDelete what becomes of our selector keys when the policy goes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicySpec(
        @Nullable LabelSelector serviceSelector,
        @Nullable SelectorsSpec selectors,
        @Nullable OnDelete onDelete,
        @Nullable Boolean suspend) {

    /** What becomes of the selector keys we added when the policy is deleted. */
    public enum OnDelete {
        Retain,
        Revert
    }
}
