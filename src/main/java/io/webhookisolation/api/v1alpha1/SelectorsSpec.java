package io.webhookisolation.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How selectors are narrowed; a null component means the schema's default.
 *
 * @param minReadyEndpoints owner endpoints that must stay ready, at least 1
 * @param narrowLatent also narrow when the overlap cannot carry traffic yet
 * @param labelKeys order of preference among distinguishing labels
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SelectorsSpec(
        @Nullable Mode mode,
        @Nullable Integer minReadyEndpoints,
        @Nullable Boolean narrowLatent,
        @Nullable List<String> labelKeys) {

    /** Report and suggest, or narrow when it is proved safe. */
    public enum Mode {
        Audit,
        Enforce
    }
}
