package io.webhookisolation.cluster.real;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Prometheus, its promtool and the Alertmanager, as Debian or Ubuntu publish them. */
public record PrometheusBinaries(Path directory) {

    /** Those of the packages {@link #PACKAGES}, in their {@code usr/bin}. */
    static final List<String> NAMES = List.of("prometheus", "promtool", "prometheus-alertmanager");

    static final List<String> PACKAGES = List.of("prometheus", "prometheus-alertmanager");

    public Path prometheus() {
        return directory.resolve("prometheus");
    }

    public Path promtool() {
        return directory.resolve("promtool");
    }

    /** Finds its templates only with {@link #directory} as its working directory. */
    public Path alertmanager() {
        return directory.resolve("prometheus-alertmanager");
    }

    /** Looks in the cache of this user; fetches nothing. */
    public static Optional<PrometheusBinaries> find() {
        return Optional.of(cache()).filter(PrometheusBinaries::complete).map(PrometheusBinaries::new);
    }

    /** What to say where {@link #find} found nothing. */
    public static String missing() {
        return "Prometheus, promtool and the Alertmanager are not in " + cache()
                + ". Get them once: ./mvnw -Pcontrol-plane";
    }

    /** Without a version: an archive of Debian's offers one only, and a newer one will do. */
    static Path cache() {
        return PlaneBinaries.cacheRoot().resolve("tools").resolve("prometheus");
    }

    static boolean complete(Path directory) {
        return NAMES.stream().allMatch(name -> Files.isExecutable(directory.resolve(name)));
    }
}
