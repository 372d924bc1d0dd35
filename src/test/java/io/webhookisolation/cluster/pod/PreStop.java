package io.webhookisolation.cluster.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** How long a Pod serves on when it ends: as long as its {@code preStop} hooks sleep. */
public final class PreStop {

    private PreStop() {}

    /** Zero without a hook. */
    public static Duration of(Pod pod) {
        return Duration.ofSeconds(pod.getSpec().getContainers().stream()
                .flatMap(PreStop::seconds)
                .mapToLong(Long::longValue)
                .max()
                .orElse(0));
    }

    /** Then does what ends the Pod; at once, on this thread, if there is no hook. */
    public static void then(Pod pod, Runnable end) {
        var rest = of(pod);
        if (rest.isZero()) {
            end.run();
        } else {
            Thread.ofVirtual().name("preStop of " + pod.getMetadata().getName()).start(() -> after(rest, end));
        }
    }

    private static void after(Duration rest, Runnable end) {
        try {
            Thread.sleep(rest);
            end.run();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static Stream<Long> seconds(Container container) {
        return Optional.ofNullable(container.getLifecycle())
                .flatMap(lifecycle -> Optional.ofNullable(lifecycle.getPreStop()))
                .flatMap(hook -> Optional.ofNullable(hook.getSleep()))
                .flatMap(sleep -> Optional.ofNullable(sleep.getSeconds()))
                .stream();
    }
}
