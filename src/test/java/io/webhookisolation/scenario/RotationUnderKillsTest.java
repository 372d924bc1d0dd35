package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.Faults;
import io.webhookisolation.cluster.proxy.Faults.When;
import io.webhookisolation.fixture.time.HastyTime;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Wherever an operator dies in a rotation, its successor ends it, and no call fails meanwhile.
 *
 * <p>A read changes nothing, and what is told has nothing to do with calls, so by default each death follows a write of
 * certificates; {@code -Drotation.kills=all} is every API call.
 */
@OnControlPlane
class RotationUnderKillsTest {

    private static final boolean ALL = System.getProperty("rotation.kills", "").equals("all");
    private static final CallStream.Load LOAD = new CallStream.Load(20, 4);
    private static final int FACTOR = 5;
    private static final Duration DWELL = Duration.ofMillis(200);
    private static final int MOST_CALLS = 1_000;

    private final List<Call> fatal = new CopyOnWriteArrayList<>();
    private final ControlPlane plane;
    private final String namespace;

    RotationUnderKillsTest(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace.name();
    }

    @Test
    void theRotationEndsAndNoCallFails() {
        try (var stage = new RotationStage(plane, namespace, cell(), List.of(plane.client()), LOAD);
                var rotation = new OperatorRotation(
                        stage, new HastyTime(FACTOR), OperatorRotation.waits(DWELL.multipliedBy(FACTOR)))) {
            // given
            rotation.rotate(stage);
            rotation.rotate(stage);
            var before = rotation.deaths();

            // when
            for (var point = 1; point <= MOST_CALLS && rotateAndDieAfter(point, rotation, stage); point += stride()) {
                stage.calls().awaitMore(1);
            }
            stage.letItBeSeen();
            stage.endCalls();

            // then
            tell(stage.calls().made());
            assertThat(stage.calls().made().errors()).isEmpty();
            assertThat(rotation.deaths() - before).isEqualTo(fatal.size());
        }
        assertThat(fatal.stream().flatMap(call -> RotationWrite.of(call).stream()))
                .containsAll(kindsOfDeaths());
    }

    /** Whether a rotation takes so many calls. */
    private boolean rotateAndDieAfter(int point, OperatorRotation rotation, RotationStage stage) {
        var seen = new AtomicInteger();
        var faults = rotation.proxy().faults();
        faults.next(
                call -> {
                    var isIt = (ALL || isOfCertificates(call)) && seen.incrementAndGet() == point;
                    if (isIt) {
                        fatal.add(call);
                    }
                    return isIt;
                },
                new Faults.Cut(When.AFTER_IT_IS_DONE));
        rotation.rotate(stage);
        var struck = faults.pending() == 0;
        faults.clear();
        return struck;
    }

    private static boolean isOfCertificates(Call call) {
        return RotationWrite.of(call)
                .filter(write -> write != RotationWrite.STATUS && write != RotationWrite.EVENT)
                .isPresent();
    }

    private void tell(AdmissionCalls calls) {
        var deaths = new TreeMap<String, Integer>();
        fatal.forEach(call ->
                deaths.merge(RotationWrite.of(call).map(RotationWrite::title).orElse("a read"), 1, Integer::sum));
        System.out.println("Operators killed in " + fatal.size() + " rotations, each of which ended, after: " + deaths
                + "; " + calls.failed() + " of " + calls.count() + " calls failed");
    }

    private RotationCell cell() {
        var cell = new RotationCell(false, List.of(Duration.ZERO, DWELL), 1, false, DWELL);
        return isReal() ? cell.ofEveryKind() : cell;
    }

    /** At least; on the real control plane it is chance which of them are met. */
    private Set<RotationWrite> kindsOfDeaths() {
        return isReal()
                ? Set.of()
                : EnumSet.of(
                        RotationWrite.AUTHORITIES,
                        RotationWrite.SERVING,
                        RotationWrite.VALIDATING,
                        RotationWrite.MUTATING);
    }

    /** What happens to the real API server happens to the stand-in as well. */
    private int stride() {
        return isReal() ? 5 : 1;
    }

    private boolean isReal() {
        return plane.name().equals("real");
    }
}
