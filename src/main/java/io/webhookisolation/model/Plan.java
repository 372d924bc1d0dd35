package io.webhookisolation.model;

import java.util.List;

/** What a policy wants done now: one entry per webhook Service in its scope, sorted. */
public record Plan(List<ServicePlan> services) {
    public Plan {
        services = services.stream().sorted().toList();
    }

    public List<Step> steps() {
        return services.stream().flatMap(service -> service.steps().stream()).toList();
    }
}
