package io.webhookisolation.cluster.controller;

import io.fabric8.kubernetes.api.model.Pod;

/** Reads a Pod's readiness. */
final class PodReadiness {

    private PodReadiness() {}

    static boolean isReady(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }
}
