package io.webhookisolation.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one webhook Service.
 *
 * @param serviceClass one of the classes of docs/concepts.md; {@code class} in JSON
 * @param owners {@code Kind/name}
 * @param foreign {@code Kind/name}, at most 10; {@code foreignOmitted} counts the rest
 * @param manager who manages the selector, if known
 * @param evidence the strongest observations, one sentence each
 * @param evidenceTime when the newest probe behind it ran, RFC 3339
 * @param state reason of the SelectorsApplied condition for this Service
 * @param blockedBy the predicate that refused a write, with its sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceStatus(
        String name,
        @JsonProperty("class") String serviceClass,
        @Nullable List<String> owners,
        @Nullable List<String> foreign,
        @Nullable Integer foreignOmitted,
        @Nullable SelectorStatus selector,
        @Nullable String manager,
        @Nullable List<String> evidence,
        @Nullable String evidenceTime,
        @Nullable String state,
        @Nullable String blockedBy,
        @Nullable BackOffStatus backOff) {

    /** The selector as it is, and as it should be; {@code suggested} is null when nothing is to be changed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SelectorStatus(
            @Nullable Map<String, String> current, @Nullable Map<String, String> suggested) {}

    /** No further narrowing before {@code until} (RFC 3339); survives a restart of the operator. */
    public record BackOffStatus(String cause, int count, String until) {}
}
