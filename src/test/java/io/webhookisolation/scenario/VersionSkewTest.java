package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.api.v1alpha1.PolicySpec.OnDelete;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.fixture.certificate.GoVerifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An upgrade that takes its time: two operators lead in turn, over and over, while a Service is narrowed and while certificates are rotated. Nothing that an operator leaves
 * in the cluster names its version, so two of one version differ as much as two of different ones do.
 */
@OnControlPlane
class VersionSkewTest {

    private static final int TURNS = 5;

    /** An adoption publishes and then tidies up; a rotation after that does both at once. */
    private static final Map<RotationWrite, Long> MOST = Map.of(
            RotationWrite.AUTHORITIES, 3L,
            RotationWrite.SERVING, 2L,
            RotationWrite.VALIDATING, 4L,
            RotationWrite.MUTATING, 4L);

    private static final Duration DWELL = Duration.ofMillis(500);
    private static final CallStream.Load LOAD = new CallStream.Load(20, 4);

    private final ControlPlane plane;
    private final String namespace;

    @TempDir
    private Path folder;

    VersionSkewTest(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace.name();
    }

    @Test
    void theServiceIsNarrowedOnceAndWhatStandsIsNotWrittenAgain() {
        // given
        var world = new FoundingNamespace(plane, namespace);
        try (var relay = new Relay(identity -> start(identity, world));
                var calls = SteadyCalls.through(world.lws(), world.kueue())) {

            // when
            world.create(Mode.Enforce, OnDelete.Revert);
            relay.handOver();
            world.until(() ->
                    world.events().stream().anyMatch(event -> event.getReason().equals("OverlapDetected")));
            relay.handOver();
            world.until(() -> world.selector().equals(FoundingNamespace.NARROW));
            relay.handOver();
            world.untilCondition("SelectorsApplied", "True", "Applied");
            world.untilEvents(FoundingNamespace.STORY);

            // then
            var service = world.service();
            var told = world.policy().map(WebhookIsolationPolicy::getStatus);
            var before = writes(world);
            for (var turn = 0; turn < TURNS; turn++) {
                relay.handOver();
                world.until(() -> hasLooked(relay));
            }
            world.untilCondition("SelectorsApplied", "True", "Applied");
            System.out.println("writes before " + before + ", and after " + TURNS + " more turns " + writes(world));
            assertThat(writes(world)).isEqualTo(before);
            assertThat(before.get("services"))
                    .as("the selector, and then our trace")
                    .isEqualTo(2);
            assertThat(world.service()).isEqualTo(service);
            assertThat(world.policy().map(WebhookIsolationPolicy::getStatus)).isEqualTo(told);
            assertThat(calls.failedOtherwise()).isEmpty();
            assertThat(world.lws().call(20).errors()).isEmpty();
        }
    }

    @Test
    void aRotationGoesOnWhereTheOtherLeftItAndNoCallFails() throws Exception {
        GoVerifier.assumeGo(folder);
        var cell = RotationCell.of(false, Duration.ofMillis(800), 1, DWELL);
        var place = new RotationRun.Place(plane, namespace, List.of(plane.client()), LOAD, folder);

        var turns = new AtomicInteger();
        var run = RotationRun.of("Operators in turn", stage -> new RelayRotation(stage, turns), 2, cell, place);

        System.out.println(run.told());
        assertThat(turns).hasValueGreaterThanOrEqualTo(TURNS);
        assertThat(run.calls().errors()).isEmpty();
        assertThat(run.quadrants().refused()).isEmpty();
        assertThat(run.efforts())
                .allSatisfy(effort -> assertThat(effort.writes())
                        .as("the leaf once, what is trusted twice, and our trace where the object has owners")
                        .containsKey(RotationWrite.SERVING)
                        .allSatisfy((write, count) -> assertThat(count)
                                .as(write.title())
                                .isLessThanOrEqualTo(MOST.getOrDefault(write, Long.MAX_VALUE))));
    }

    private RunningOperator start(String identity, FoundingNamespace world) {
        return RunningOperator.electing(
                identity, world.account().client(), plane.dialer(), namespace, world.time(), Waits.DEFAULT);
    }

    /** At the Services and at what their Pods serve, and has told what there was to tell. */
    private static boolean hasLooked(Relay relay) {
        var metrics = relay.leader().metrics();
        return metrics.contains("webhook_isolation_service_endpoints{")
                && metrics.contains("webhook_isolation_probe_total{");
    }

    /** That were done, by kind; leases are what the turns are about. */
    private static Map<String, Long> writes(FoundingNamespace world) {
        return world.account().proxy().calls().stream()
                .filter(Call::isWrite)
                .filter(Call::done)
                .map(Call::resource)
                .filter(resource -> !resource.startsWith("leases."))
                .collect(Collectors.groupingBy(resource -> resource, Collectors.counting()));
    }
}
