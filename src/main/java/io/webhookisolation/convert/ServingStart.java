package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Since when a Pod's containers serve what they serve: a container that restarts alone reads its certificate anew, and the
 * Pod keeps its name and address.
 */
final class ServingStart {

    private ServingStart() {}

    /** The latest start of those that run now. */
    static Optional<Instant> of(Pod pod) {
        if (pod.getSpec() == null || pod.getStatus() == null) {
            return Optional.empty();
        }
        var sidecars =
                PodConversion.sidecars(pod.getSpec()).map(Container::getName).collect(Collectors.toSet());
        return Stream.concat(
                        OrEmpty.list(pod.getStatus().getContainerStatuses()).stream(),
                        OrEmpty.list(pod.getStatus().getInitContainerStatuses()).stream()
                                .filter(status -> sidecars.contains(status.getName())))
                .flatMap(status -> started(status).stream())
                .max(Instant::compareTo);
    }

    private static Optional<Instant> started(ContainerStatus status) {
        if (status.getState() == null || status.getState().getRunning() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(
                            OrEmpty.text(status.getState().getRunning().getStartedAt()))
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
