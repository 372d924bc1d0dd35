package io.webhookisolation.model;

import java.util.List;

/** What the analysis of one Snapshot says: a verdict per webhook Service, and findings; both sorted. */
public record Analysis(List<ServiceVerdict> services, List<Finding> findings) {
    public Analysis {
        services = services.stream().sorted().toList();
        findings = findings.stream().sorted().distinct().toList();
    }
}
