package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What came of rotations under calls.
 *
 * @param rate calls a second that were really begun
 * @param efforts one for each rotation
 * @param counters what the API servers counted meanwhile, where they do
 */
record RotationRun(
        String driver,
        RotationCell cell,
        int rotations,
        AdmissionCalls calls,
        double rate,
        Optional<WebhookCounters> counters,
        Quadrants.Verdicts quadrants,
        List<RotationEffort> efforts) {

    /** Where a run takes place. */
    record Place(
            ControlPlane plane,
            String namespace,
            List<KubernetesClient> apiServers,
            CallStream.Load load,
            Path folder) {

        private Optional<WebhookCounters> counters(RotationStage stage) {
            return plane.name().equals("real") ? Optional.of(stage.sites().counted(apiServers)) : Optional.empty();
        }
    }

    /**
     * Lets somebody rotate so many times in a row.
     *
     * @param driver made when the stage stands
     */
    static RotationRun of(
            String name, Function<RotationStage, Rotation> driver, int rotations, RotationCell cell, Place place)
            throws Exception {
        try (var stage = new RotationStage(place.plane(), place.namespace(), cell, place.apiServers(), place.load())) {
            var before = place.counters(stage);
            var efforts = new ArrayList<RotationEffort>();
            try (var rotation = driver.apply(stage)) {
                for (var next = 1; next <= rotations; next++) {
                    stage.sampler().beginRotation();
                    var written = rotation.writes().size();
                    var ended = stage.sites().watchesEnded();
                    rotation.rotate(stage);
                    var writes = rotation.writes();
                    efforts.add(RotationEffort.of(
                            writes.subList(written, writes.size()),
                            stage.sites().watchesEnded() - ended));
                    assertThat(stage.isRotatedTo(next))
                            .as("every Pod serves a leaf of generation %s and its successor is trusted", next)
                            .isTrue();
                }
            }
            stage.letItBeSeen();
            stage.endCalls();
            return new RotationRun(
                    name,
                    cell,
                    rotations,
                    stage.calls().made(),
                    stage.calls().rate(),
                    place.counters(stage).map(after -> after.since(before.orElseThrow())),
                    stage.sampler().seen().judgedByGo(place.folder()),
                    efforts);
        }
    }

    /** One line for the report. */
    String told() {
        return String.format(
                        Locale.ROOT,
                        "%s: %d rotation%s (%s): %d of %d calls failed at %.0f calls/s; %s; %s",
                        driver,
                        rotations,
                        rotations == 1 ? "" : "s",
                        cell.told(),
                        calls.failed(),
                        calls.count(),
                        rate,
                        counters.map(counted -> "API servers count " + counted.failed() + " failed and "
                                        + counted.failedOpen() + " failed open")
                                .orElse("the API server does not count"),
                        quadrants.told())
                + efforts.stream()
                        .filter(effort -> !effort.writes().isEmpty())
                        .map(effort -> "\n" + effort.told())
                        .collect(Collectors.joining());
    }
}
