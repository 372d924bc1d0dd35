package io.webhookisolation.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A port of a Service.
 *
 * @param name empty where the Service has one unnamed port
 * @param targetPort a number or a container port's name, as written; the port's own number where it is absent
 */
public record ServicePort(String name, int port, String protocol, String targetPort) {

    /** The port on this Pod that traffic to this Service port reaches, or empty if the Pod lacks the named port. */
    public OptionalInt resolve(PodTemplate pod) {
        var number = number(targetPort);
        return number.isPresent() ? number : named(pod).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    public boolean isNamedTarget() {
        return number(targetPort).isEmpty();
    }

    private Optional<Integer> named(PodTemplate pod) {
        return pod.ports().stream()
                .filter(declared -> declared.name().equals(targetPort)
                        && declared.protocol().equals(protocol))
                .map(ContainerPort::port)
                .findFirst();
    }

    private static OptionalInt number(String text) {
        var digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}
