package io.webhookisolation.scenario;

import io.webhookisolation.cluster.pod.MountedSecrets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The circumstances of a rotation.
 *
 * @param keepsConnections whether a connection to a Pod serves more than one call
 * @param secretDelays after which a change of the Secret reaches the Pods, one for each; {@link MountedSecrets#NEVER} until it is replaced
 * @param apiServers through which the calls go, in turn
 * @param everyKind whether API servers call it for conversions and an aggregated API too, as only real ones do
 * @param trustDwell how long a driver has to wait before it relies on what it published: no API server is later than that
 */
record RotationCell(
        boolean keepsConnections, List<Duration> secretDelays, int apiServers, boolean everyKind, Duration trustDwell) {

    RotationCell {
        secretDelays = List.copyOf(secretDelays);
    }

    /** One Pod is as late as this, one half as late, and one in time. */
    static RotationCell of(boolean keepsConnections, Duration secretDelay, int apiServers, Duration trustDwell) {
        var delays = Stream.of(Duration.ZERO, secretDelay.dividedBy(2), secretDelay);
        return new RotationCell(keepsConnections, delays.toList(), apiServers, false, trustDwell);
    }

    /** The same, and calls of every kind. */
    RotationCell ofEveryKind() {
        return new RotationCell(keepsConnections, secretDelays, apiServers, true, trustDwell);
    }

    String told() {
        var delays = secretDelays.stream().map(RotationCell::told).collect(Collectors.joining(", "));
        return (keepsConnections ? "kept connections" : "Connection: close") + ", Secret after " + delays + ", "
                + apiServers + " API server" + (apiServers == 1 ? "" : "s")
                + (everyKind ? ", calls of every kind" : "");
    }

    private static String told(Duration delay) {
        return delay.equals(MountedSecrets.NEVER) ? "never" : delay.toMillis() / 1000.0 + " s";
    }
}
