package io.webhookisolation.certificate;

import static io.webhookisolation.certificate.Timing.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuccessionTest {

    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
    private static final Generation FIRST = Generation.madeLate(START, 1, DEFAULT);
    private static final Generation SECOND = Generation.madeAt(START, 2, DEFAULT);
    private static final Generation THIRD = Generation.madeAt(START.plus(DEFAULT.period()), 3, DEFAULT);
    private static final Instant DUE = START.plus(DEFAULT.period());
    private static final Wishes FORCED = Wishes.of(Set.of(), "ticket-2", "ticket-1", false);

    @Test
    void nobodyRotatesBeforeThePeriodIsOver() {
        var succession = at(DUE.minusSeconds(1), List.of(SECOND, FIRST), 1, Wishes.NONE);

        assertThat(succession.issuer()).contains(FIRST);
        assertThat(succession.occasion()).isEmpty();
        assertThat(succession.next()).contains(DUE);
        assertThat(succession.missing(2)).isEmpty();
    }

    @Test
    void theSuccessorTakesOverWhenItsTimeHasComeAndHasASuccessorMade() {
        var succession = at(DUE, List.of(FIRST, SECOND), 1, Wishes.NONE);

        assertThat(succession.issuer()).contains(SECOND);
        assertThat(succession.occasion()).contains(Occasion.SCHEDULE);
        assertThat(succession.missing(2)).containsExactly(THIRD);
        assertThat(succession.next()).isEmpty();
    }

    @Test
    void aRotationThatHasBegunGoesOnUntilItsLeafIsIssued() {
        var succession = at(DUE.plusSeconds(5), List.of(FIRST, SECOND, THIRD), 1, Wishes.NONE);

        assertThat(succession.issuer()).contains(SECOND);
        assertThat(succession.missing(3)).isEmpty();
        assertThat(succession.next()).contains(DUE.plus(DEFAULT.period()));
    }

    @Test
    void theFirstLeafAnswersWhoeverForcesARotation() {
        assertThat(at(START, List.of(FIRST, SECOND), 0, FORCED).issuer()).contains(FIRST);
    }

    @Test
    void nothingGoesBackToAnEarlierGeneration() {
        var succession = at(START, List.of(FIRST, SECOND), 2, Wishes.NONE);

        assertThat(succession.issuer()).contains(SECOND);
        assertThat(succession.occasion()).isEmpty();
    }

    @Test
    void afterABackupWasRestoredTheKeysThatAreThereServe() {
        var succession = at(START, List.of(FIRST, SECOND), 5, Wishes.NONE);

        assertThat(succession.issuer()).contains(FIRST);
        assertThat(succession.occasion()).contains(Occasion.KEY_GONE);
    }

    @Test
    void withoutAnyKeyTwoGenerationsAreMadeBeyondAllThatWereSeen() {
        var succession = at(START, List.of(), 7, Wishes.NONE);

        assertThat(succession.issuer()).isEmpty();
        assertThat(succession.next()).isEmpty();
        assertThat(succession.missing(8))
                .containsExactly(Generation.madeLate(START, 9, DEFAULT), Generation.madeAt(START, 10, DEFAULT));
    }

    /** Else the first two would end on one day, and bundles would hold a fourth certificate for two months. */
    @Test
    void aGenerationThatIssuesAtOnceEndsAPeriodBeforeItsSuccessor() {
        assertThat(FIRST.notAfter()).isEqualTo(SECOND.notAfter().minus(DEFAULT.period()));
    }

    @Test
    void whereNothingOfOursIsInUseTheFirstIsAdopted() {
        assertThat(at(START, List.of(FIRST, SECOND), 0, Wishes.NONE).occasion()).contains(Occasion.ADOPTION);
    }

    @Test
    void aForcedRotationWaitsAnHourAfterTheLastOne() {
        var tooSoon = at(START.plusSeconds(3599), List.of(FIRST, SECOND), 1, FORCED);
        var now = at(START.plusSeconds(3600), List.of(FIRST, SECOND), 1, FORCED);

        assertThat(tooSoon.issuer()).contains(FIRST);
        assertThat(now.issuer()).contains(SECOND);
        assertThat(now.occasion()).contains(Occasion.FORCED);
    }

    @Test
    void aForcedRotationIsOverOnceItsLeafSaysWhichValueItAnswers() {
        var hoursLater = START.plus(Duration.ofHours(5));
        var made = Generation.madeAt(START.plus(Duration.ofHours(1)), 3, DEFAULT);
        var honoured = Wishes.of(Set.of(), "ticket-2", "ticket-2", false);

        assertThat(at(hoursLater, List.of(FIRST, SECOND, made), 2, honoured).occasion())
                .isEmpty();
        assertThat(at(hoursLater, List.of(FIRST, SECOND, made), 2, FORCED).issuer())
                .contains(made);
    }

    @Test
    void onlyAChangedValueForcesARotation() {
        assertThat(Wishes.of(Set.of(), "a", "a", false).forced()).isFalse();
        assertThat(Wishes.of(Set.of(), "", "a", false).forced()).isFalse();
        assertThat(Wishes.of(Set.of(), "a", "", false).forced()).isTrue();
    }

    @Test
    void whileSuspendedNoRotationBegins() {
        var suspended = Wishes.of(Set.of(), "ticket", "", true);

        assertThat(at(DUE, List.of(FIRST, SECOND), 1, suspended).issuer()).contains(FIRST);
    }

    @Test
    void aLeakedKeyIsReplacedByThePublishedSuccessorAtOnceEvenWhileSuspended() {
        var leaked = Wishes.of(Set.of(1), "", "", true);

        var succession = at(START, List.of(FIRST, SECOND), 1, leaked);

        assertThat(succession.issuer()).contains(SECOND);
        assertThat(succession.occasion()).contains(Occasion.COMPROMISE);
        assertThat(succession.missing(2)).extracting(Generation::number).containsExactly(3);
    }

    @Test
    void whereAllKeysLeakedNewGenerationsAreMadeAndNumbersNamedInAdvanceAreSkipped() {
        var leaked = Wishes.of(Set.of(1, 2, 3), "", "", false);

        var succession = at(START, List.of(FIRST, SECOND), 1, leaked);

        assertThat(succession.issuer()).isEmpty();
        assertThat(succession.missing(2)).extracting(Generation::number).containsExactly(4, 5);
    }

    @Test
    void anOperatorThatWasDownForAYearMakesNewGenerations() {
        var late = SECOND.notAfter().minus(Duration.ofDays(3));

        var succession = at(late, List.of(FIRST, SECOND), 1, Wishes.NONE);

        assertThat(succession.issuer()).isEmpty();
        assertThat(succession.missing(2)).extracting(Generation::number).containsExactly(3, 4);
    }

    private static Succession at(Instant now, List<Generation> held, int inUse, Wishes wishes) {
        return new Succession(held, inUse, wishes, DEFAULT, now);
    }
}
