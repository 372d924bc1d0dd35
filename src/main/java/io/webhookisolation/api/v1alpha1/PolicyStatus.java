package io.webhookisolation.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found and done.
 *
 * @param conditions one per type
 * @param services at most 200, by name; {@code servicesOmitted} counts the rest
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyStatus(
        @Nullable Long observedGeneration,
        @Nullable List<Condition> conditions,
        @Nullable StatusSummary summary,
        @Nullable List<ServiceStatus> services,
        @Nullable Integer servicesOmitted) {}
