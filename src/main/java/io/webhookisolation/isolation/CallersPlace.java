package io.webhookisolation.isolation;

import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.WorkloadVerdict;
import java.util.List;
import java.util.Optional;

/**
 * WI107: the node or zone of an API server decides whether its calls fail, so that one replica of it works and another
 * does not.
 *
 * <p>A traffic distribution prefers and never excludes, so that it matters to an overlap only. Policy Local excludes: an
 * API server on a node without an endpoint reaches nobody, unless a DaemonSet answers on each.
 */
final class CallersPlace {

    private CallersPlace() {}

    static Optional<Finding> of(ServiceVerdict verdict, Service service) {
        return sentence(verdict, service)
                .map(sentence -> Finding.of(
                        FindingCode.WI107, service.key(), service.key() + " " + sentence, evidence(verdict)));
    }

    private static Optional<String> sentence(ServiceVerdict verdict, Service service) {
        var mixed = verdict.foreign().stream().anyMatch(WorkloadVerdict::receivesTraffic);
        return switch (service.trafficPolicy()) {
            case CLUSTER, LOCAL_FROM_OUTSIDE -> Optional.empty();
            case PREFER_NEAR ->
                mixed
                        ? Optional.of(
                                "has a traffic distribution and reaches foreign Pods: where these are nearest, all"
                                        + " calls of that zone's or node's API server fail, elsewhere none")
                        : Optional.empty();
            case LOCAL ->
                mixed || isMissingOnSomeNodes(verdict)
                        ? Optional.of("has internalTrafficPolicy Local: an API server on a node without a Pod of its"
                                + " owner reaches nobody")
                        : Optional.empty();
        };
    }

    private static boolean isMissingOnSomeNodes(ServiceVerdict verdict) {
        return verdict.workloads().stream()
                .filter(WorkloadVerdict::receivesTraffic)
                .anyMatch(workload -> !workload.workload().kind().equals("DaemonSet"));
    }

    private static List<String> evidence(ServiceVerdict verdict) {
        return verdict.workloads().stream()
                .filter(WorkloadVerdict::receivesTraffic)
                .map(workload -> workload.workload().kindAndName() + " has endpoints")
                .toList();
    }
}
