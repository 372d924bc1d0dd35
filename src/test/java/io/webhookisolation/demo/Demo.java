package io.webhookisolation.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookisolation.cluster.EmbeddedControlPlane;
import io.webhookisolation.cluster.real.MissingPlaneException;
import io.webhookisolation.cluster.real.PlaneBinaries;
import io.webhookisolation.cluster.real.PlaneOptions;
import io.webhookisolation.cluster.real.RealControlPlane;
import io.webhookisolation.scenario.ControlPlane;

/** {@code ./mvnw -Pdemo}: exits 0 only if calls failed before the repair, and none after it nor during a rotation. */
public final class Demo {

    private static final int AS_PROMISED = 0;
    private static final int OTHERWISE = 1;
    private static final int USAGE = 2;

    private Demo() {}

    /** Reads its options from system properties ({@code -Ddemo.seed}, {@code -Ddemo.output}, {@code -Ddemo.mode},
     * {@code -Ddemo.controlPlane}). */
    public static void main(String[] arguments) {
        System.exit(run());
    }

    private static int run() {
        try {
            return run(DemoOptions.fromProperties());
        } catch (IllegalArgumentException | MissingPlaneException e) {
            System.err.println(e.getMessage());
            return USAGE;
        }
    }

    /** Tells the whole story and returns the exit code. */
    static int run(DemoOptions options) {
        var transcript = play(options);
        if (options.json()) {
            System.out.println(json(transcript));
        }
        return transcript.isAsPromised() ? AS_PROMISED : OTHERWISE;
    }

    private static Transcript play(DemoOptions options) {
        var stage = Stage.onScreen();
        try (var plane = plane(options);
                var story = new Story(plane, Cast.drawn(options.seed()), options, stage)) {
            return story.tell();
        }
    }

    private static ControlPlane plane(DemoOptions options) {
        return options.real()
                ? RealControlPlane.start(PlaneBinaries.require(), PlaneOptions.DEFAULT)
                : EmbeddedControlPlane.start(options.seed());
    }

    private static String json(Transcript transcript) {
        try {
            return new ObjectMapper().writeValueAsString(transcript);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
