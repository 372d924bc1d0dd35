package io.webhookisolation.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found and done.
 *
 * @param conditions one per type
 * @param services at most 200, by name; {@code servicesOmitted} counts the rest
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyStatus(
        @JsonPropertyDescription("The metadata.generation that this status is about.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("The state in short, one condition per type: Ready, Stalled, Reconciling, Isolated,"
                + " SelectorsApplied, CertificatesReady, CABundlesTrusted, RotationProgressing, Contested.")
        @Nullable
        List<Condition> conditions,

        @JsonPropertyDescription("Counts over all webhook Services in scope.") @Nullable
        StatusSummary summary,

        @JsonPropertyDescription("The verdict on each webhook Service, by name.") @Size(max = 200) @Nullable
        List<ServiceStatus> services,

        @JsonPropertyDescription("How many further webhook Services there are than services can hold.") @Nullable
        Integer servicesOmitted) {}
