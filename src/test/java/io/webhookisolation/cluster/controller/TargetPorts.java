package io.webhookisolation.cluster.controller;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Objects;
import java.util.Optional;

/** Resolves the target port of a Service for one Pod. */
final class TargetPorts {

    private TargetPorts() {}

    /** Empty if the target port is a name that the Pod's containers do not declare. */
    static Optional<Integer> resolve(Pod pod, ServicePort port) {
        var target = port.getTargetPort();
        if (target == null || target.getValue() == null) {
            return Optional.of(port.getPort());
        }
        if (target.getIntVal() != null) {
            return Optional.of(target.getIntVal());
        }
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(declared -> Objects.equals(declared.getName(), target.getStrVal()))
                .filter(declared -> Objects.equals(declared.getProtocol(), port.getProtocol()))
                .map(declared -> declared.getContainerPort())
                .findFirst();
    }
}
