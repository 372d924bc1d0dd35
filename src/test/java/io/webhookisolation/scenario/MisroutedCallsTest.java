package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.webhookisolation.api.v1alpha1.PolicySpec.OnDelete;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.RealOnly;
import io.webhookisolation.cluster.TestNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every kind of call that the API server sends through a broad Service: it fails in part before the repair, never after. */
@OnControlPlane
class MisroutedCallsTest {

    private static final int MANY = 200;
    private static final String FOREIGN_CERTIFICATE =
            "x509: certificate is valid for .+, not lws-webhook-service\\.[a-z0-9-]+\\.svc";

    private final FoundingNamespace world;
    private final RunningOperator operator;
    private final ExtendedApi extension;

    MisroutedCallsTest(ControlPlane plane, TestNamespace namespace) {
        this.world = new FoundingNamespace(plane, namespace.name());
        this.operator = world.startOperator();
        this.extension = new ExtendedApi(world.lws());
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void admissionCalls() {
        // given
        var before = world.lws().call(MANY);

        // when
        repair();
        var after = world.lws().call(MANY);

        // then
        tell("admission", before, after);
        assertThat(before.failed()).isBetween(60, 140);
        assertThat(before.errors()).allSatisfy(error -> assertThat(error).containsPattern(FOREIGN_CERTIFICATE));
        assertThat(after.errors()).isEmpty();
    }

    /**
     * A failed handshake is never pooled and a good connection is: the first good one hides the defect until it is idle.
     * Since 1.37 an API server that routes to endpoints itself picks one for each call, so nothing is hidden
     * (kubernetes/kubernetes#139237, WebhookRoundTripLoadBalancing).
     */
    @Test
    @RealOnly(because = "a connection is used for one call")
    void admissionCallsOverKeptConnections() {
        // given
        world.lws().keepConnections();
        world.lws().awaitEndpoints(2);

        // when
        var before = world.lws().call(MANY);
        world.create(Mode.Audit, OnDelete.Retain);
        world.untilCondition("Isolated", "False", "EffectiveOverlap");

        // then
        tell("admission over kept connections", before, before);
        if (picksAnEndpointForEachCall()) {
            assertThat(before.failed()).isBetween(60, 140);
        } else {
            assertThat(before.failed()).isLessThan(20);
            assertThat(world.lws().call(20).failed())
                    .as("calls while the defect is there")
                    .isZero();
        }
    }

    private boolean picksAnEndpointForEachCall() {
        return Integer.parseInt(world.client().getKubernetesVersion().getMinor()) >= 37;
    }

    @Test
    @RealOnly(because = "no conversion webhooks")
    void conversions() {
        // given
        world.client().resource(extension.definition()).create();
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(
                        () -> world.client().resource(extension.thing("v1")).createOr(thing -> thing.update()));
        var before = calls(this::readConverted);

        // when
        repair();
        var after = calls(this::readConverted);

        // then
        tell("conversion", before, after);
        assertThat(before.failed()).isPositive();
        assertThat(before.errors()).allSatisfy(error -> assertThat(error).containsPattern(FOREIGN_CERTIFICATE));
        assertThat(after.errors()).isEmpty();
    }

    @Test
    @RealOnly(because = "no aggregated APIs")
    void anAggregatedApiIsSeenAndReported() {
        // given
        var served = world.client().resource(extension.aggregated());
        served.create();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> readAggregated().isEmpty());
            var calls = calls(this::readAggregated);

            // when
            world.create(Mode.Audit, OnDelete.Retain);
            world.untilCondition("Isolated", "False", "EffectiveOverlap");

            // then
            tell("aggregated API", calls, calls);
            assertThat(calls.errors()).anySatisfy(error -> assertThat(error).containsPattern(FOREIGN_CERTIFICATE));
            assertThat(world.condition("Isolated"))
                    .map(Condition::getMessage)
                    .hasValueSatisfying(message -> assertThat(message).contains("lws-webhook-service"));
        } finally {
            served.delete();
        }
    }

    private void repair() {
        world.create(Mode.Enforce, OnDelete.Retain);
        world.untilCondition("Isolated", "True", "Isolated");
    }

    private static AdmissionCalls calls(Supplier<Optional<String>> call) {
        var results = new ArrayList<Optional<String>>();
        IntStream.range(0, 50).forEach(number -> results.add(call.get()));
        return new AdmissionCalls(results);
    }

    private Optional<String> readConverted() {
        return extension.readConverted(world.client());
    }

    private Optional<String> readAggregated() {
        return extension.readAggregated(world.client());
    }

    /** The run's report keeps it: the figures say how often a cluster with this defect fails. */
    private static void tell(String what, AdmissionCalls before, AdmissionCalls after) {
        System.out.println(what + ": " + before.failed() + " of " + before.count() + " failed before, " + after.failed()
                + " of " + after.count() + " after");
    }
}
