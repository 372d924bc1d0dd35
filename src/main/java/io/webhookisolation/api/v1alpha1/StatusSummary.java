package io.webhookisolation.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Counts over all webhook Services in the policy's scope. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StatusSummary(
        @JsonPropertyDescription("Webhook Services in the policy's scope.") @Required
        int services,

        @JsonPropertyDescription("Those that reach only their owners.") @Required
        int isolated,

        @JsonPropertyDescription("Those whose selector matches foreign workloads.") @Required
        int overlapping,

        @JsonPropertyDescription("Those for which a repair is suggested and not written.") @Required
        int suggested,

        @JsonPropertyDescription("Those whose narrowing somebody else keeps undoing.") @Required
        int contested) {}
