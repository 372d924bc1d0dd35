package io.webhookisolation.scenario;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How much is rotated, by system properties: {@code rotation.rate} calls a second, {@code rotation.apiservers} where there
 * are several, {@code rotation.count} rotations in all, {@code rotation.cells=all} for all circumstances instead of four, or
 * {@code rotation.cells=5,7} for some of them, counted from 1, {@code rotation.scale} by which waits are shorter than in a
 * cluster.
 */
final class RotationMatrix {

    /** At 50 calls a second an API server may be away for ten seconds before the callers notice. */
    static final CallStream.Load LOAD = new CallStream.Load(Integer.getInteger("rotation.rate", 50), 500);

    private static final int SEVERAL = Integer.getInteger("rotation.apiservers", 2);
    private static final int ROTATIONS = Integer.getInteger("rotation.count", 20);
    private static final int SCALE = Integer.getInteger("rotation.scale", 20);
    private static final String CELLS = System.getProperty("rotation.cells", "");

    /** As a cluster has it: the trust dwell, and how late a kubelet may be. */
    private static final Duration DWELL = scaled(60);

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration USUAL = scaled(60);
    private static final Duration LATE = scaled(90);

    private RotationMatrix() {}

    static List<RotationCell> cells() {
        return switch (CELLS) {
            case "" -> four();
            case "all" -> all();
            default ->
                Pattern.compile(",")
                        .splitAsStream(CELLS)
                        .map(number -> all().get(Integer.parseInt(number) - 1))
                        .toList();
        };
    }

    /** Where the right order is carried out by hand. */
    static List<RotationCell> cellsByHand() {
        return CELLS.isEmpty() ? List.of(four().getLast()) : cells();
    }

    /** Where the API server is restarted: an aggregated API has nobody to serve it then, whoever rotates. */
    static RotationCell restartedCell() {
        return RotationCell.of(false, LATE, 1, DWELL);
    }

    /** Together at least those asked for. */
    static int rotationsOfEachCell() {
        return Math.ceilDiv(ROTATIONS, cells().size());
    }

    /** Each kind of connection with each number of API servers, and each delay; the latest Pods with both kinds of connection. */
    private static List<RotationCell> four() {
        return List.of(
                cell(true, AT_ONCE, SEVERAL), cell(true, LATE, 1), cell(false, USUAL, 1), cell(false, LATE, SEVERAL));
    }

    private static List<RotationCell> all() {
        return Stream.of(true, false)
                .flatMap(kept -> Stream.of(AT_ONCE, USUAL, LATE)
                        .flatMap(delay -> Stream.of(1, SEVERAL).map(apiServers -> cell(kept, delay, apiServers))))
                .toList();
    }

    private static RotationCell cell(boolean keepsConnections, Duration secretDelay, int apiServers) {
        return RotationCell.of(keepsConnections, secretDelay, apiServers, DWELL).ofEveryKind();
    }

    private static Duration scaled(int seconds) {
        return Duration.ofSeconds(seconds).dividedBy(SCALE);
    }
}
