package io.webhookisolation.rotation;

import static io.webhookisolation.rotation.Situation.FRESH;
import static io.webhookisolation.rotation.Situation.NOW;
import static io.webhookisolation.rotation.Situation.known;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certificate.Wishes;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.trust.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Storing a leaf has Pods replaced at the cost of calls. */
class GraceTest {

    private static final String COST = "Reloader replaces the Pods of Deployment/web";

    /** Of thirty days, 67 % of them in use, and half of what is left. */
    private static final Duration NEARLY_TOO_LONG = Duration.ofHours(720 * 835 / 1000);

    private final Situation now = new Situation();

    @BeforeEach
    void forced() {
        now.costOfStoring = Optional.of(COST);
        now.holding(now.stored, known(1, FRESH), known(2, FRESH), known(3, FRESH));
        now.wishes = new Wishes(new TreeSet<>(), true, false);
    }

    @Test
    void itWaitsWhileTheOneInUseServesEveryCall() {
        var decision = now.decision();

        assertThat(decision.phase()).isEqualTo(RotationPhase.AWAITING_RESTART);
        assertThat(decision.tasks()).isEmpty();
        assertThat(decision.message())
                .matches("the next leaf waits until 2026-06-26T[0-9:]+Z, since storing it would cost calls: " + COST);
    }

    @Test
    void whatCostsNothingIsStored() {
        now.costOfStoring = Optional.empty();

        assertThat(now.issue()).isPresent();
        assertThat(now.decision().phase()).isEqualTo(RotationPhase.ISSUE_LEAF);
    }

    @Test
    void trustIsPublishedMeanwhile() {
        now.bundle = List.of(now.authorities.getFirst().certificate());

        assertThat(now.decision().tasks()).singleElement().isInstanceOf(Task.Publish.class);
    }

    static Stream<Arguments> urgencies() {
        return Stream.of(
                urgent("the end of the leaf in use is near", now -> now.issued(NEARLY_TOO_LONG.plusHours(2))),
                urgent("it ended", now -> now.issued(Duration.ofDays(31))),
                urgent("the Secret is empty", now -> now.stored = List.of()),
                urgent("no server could start with it", now -> now.keyFits = false),
                urgent("no Pod runs", now -> now.isRunning = false),
                urgent("a call site distrusts it", GraceTest::distrusted),
                urgent("the key of its authority leaked", now -> now.leaked(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("urgencies")
    void itDoesNotWaitIf(String why, Consumer<Situation> difference) {
        difference.accept(now);

        assertThat(now.issue()).isPresent();
    }

    @Test
    void itWaitsFromTheDayOnWhichTheOneInUseIsDue() {
        now.wishes = Wishes.NONE;
        now.issued(NEARLY_TOO_LONG.minusHours(2));

        assertThat(now.decision().phase()).isEqualTo(RotationPhase.AWAITING_RESTART);
    }

    /** Somebody took the present authority out, and knows the next one. */
    private static void distrusted(Situation now) {
        var next = now.authorities.getLast().certificate();
        now.others = List.of(
                new Caller(SmallCase.CALL_SITES.getLast(), Mint.NAME, Map.of(next, NOW.minus(Duration.ofHours(1)))));
    }

    private static Arguments urgent(String why, Consumer<Situation> difference) {
        return Arguments.of(why, difference);
    }
}
