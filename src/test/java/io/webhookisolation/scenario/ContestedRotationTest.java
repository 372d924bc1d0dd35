package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.fixture.time.HastyTime;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.pki.GenerationName;
import io.webhookisolation.trust.Consent;
import io.webhookisolation.x509.ParsedBundle;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rival who restores an old bundle while certificates rotate costs no call, however often he does. */
@OnControlPlane
class ContestedRotationTest {

    private static final CallStream.Load LOAD = new CallStream.Load(20, 4);
    private static final int FACTOR = 5;
    private static final Duration DWELL = Duration.ofMillis(200);

    private final RotationStage stage;
    private final OperatorRotation rotation;
    private final RotatedSite<?> site;
    private final TrustBundle foreign;

    ContestedRotationTest(ControlPlane plane, TestNamespace namespace) {
        var cell = new RotationCell(false, List.of(Duration.ZERO, DWELL), 1, false, DWELL);
        stage = new RotationStage(plane, namespace.name(), cell, List.of(plane.client()), LOAD);
        rotation =
                new OperatorRotation(stage, new HastyTime(FACTOR), OperatorRotation.waits(DWELL.multipliedBy(FACTOR)));
        site = stage.sites().all().getFirst();
        foreign = site.bundle();
    }

    @BeforeEach
    void adopt() {
        rotation.rotate(stage);
    }

    @AfterEach
    void stop() {
        rotation.close();
        stage.close();
    }

    @Test
    void anOldBundleThatComesBackOnceIsRepaired() {
        // given
        var former = site.bundle();

        // when
        rotation.force();
        rotation.until(() -> !site.bundle().equals(former));
        site.restore(former);
        rotation.awaitRotated();

        // then
        assertThat(trusted()).contains(1, 2, 3);
        assertNoCallFailed("restored once");
    }

    /** His bundle verifies nothing that is served, so only a person can say that it is ours to write; calls fail until then. */
    @Test
    void aBundleFromBeforeAllOurAuthoritiesIsToldOfAndRepairedOnceItIsAnnotated() {
        // when
        site.restore(foreign);
        rotation.until(() -> rotation.isIn(RotationPhase.CONSENT_MISSING));

        // then
        assertThat(site.bundle()).isEqualTo(foreign);
        assertThat(rotation.message()).contains("annotate it with " + Consent.ANNOTATION);

        // when
        rotation.annotate();
        rotation.until(() -> trusted().contains(1));
        rotation.until(this::noCallFails);

        // then
        stage.endCalls();
        assertThat(stage.calls().made().errors()).isNotEmpty().allMatch(error -> error.contains("x509"));
        assertThat(trusted()).contains(1, 2);
    }

    @Test
    void ofAnAnnotatedCallSiteItIsRepairedAtOnce() {
        // given
        rotation.annotate();

        // when
        site.restore(foreign);
        rotation.until(() -> trusted().contains(1));

        // then
        rotation.until(this::noCallFails);
    }

    @Test
    void whereItComesBackForEverTheOperatorStandsDownWithBothAuthoritiesTrusted() {
        try (var rival = RivalOfBundles.of(site)) {
            // when
            rotation.force();
            rotation.until(() -> rotation.isIn(RotationPhase.CONTESTED));
            stage.letItBeSeen();

            // then
            assertThat(stage.generation()).isEqualTo(OptionalInt.of(2));
            assertThat(site.bundle()).isEqualTo(rival.former());
            assertThat(trusted()).as("the authority before and the present one").contains(1, 2);
            assertNoCallFailed("restored " + rival.restored() + " times");
        }
    }

    private boolean noCallFails() {
        var failed = stage.calls().made().failed();
        stage.letItBeSeen();
        return stage.calls().made().failed() == failed;
    }

    private List<Integer> trusted() {
        return ParsedBundle.parse(site.bundle()).certificates().stream()
                .flatMapToInt(authority -> GenerationName.of(authority).map(GenerationName::number).stream()
                        .flatMapToInt(IntStream::of))
                .boxed()
                .toList();
    }

    private void assertNoCallFailed(String what) {
        stage.letItBeSeen();
        stage.endCalls();
        var calls = stage.calls().made();
        System.out.println("Old bundle " + what + ": " + calls.failed() + " of " + calls.count() + " calls failed");
        assertThat(calls.errors()).isEmpty();
    }
}
