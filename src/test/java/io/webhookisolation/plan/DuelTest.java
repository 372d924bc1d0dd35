package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.property.Property;
import io.webhookisolation.model.Contest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Two weeks with rivals of all intervals. */
class DuelTest {

    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void aRivalThatComesEveryTenMinutesIsLeftAlone() {
        var duel = Duel.every(Duration.ofMinutes(10));

        assertThat(duel.reverts).startsWith(after(10), after(20), after(30)).hasSizeLessThan(20);
        assertThat(duel.narrowings).startsWith(after(0), after(10), after(20), after(35));
    }

    private static Instant after(int minutes) {
        return Duel.START.plus(Duration.ofMinutes(minutes));
    }

    @TestFactory
    Stream<DynamicTest> ofEveryRival() {
        return new Property<>("duels", 8, Duel::drawn, duel -> Stream.empty())
                .tests(Map.<String, Consumer<Duel>>of(
                        "afterThreeRevertsInAWeekNothingIsNarrowedForFiveMinutes", DuelTest::standsDown,
                        "fightsNeverExceedTwentyWritesInAWeek", DuelTest::isCheap,
                        "whenTheRivalStopsTheServiceIsNarrowInTheEnd", DuelTest::recovers));
    }

    private static void standsDown(Duel duel) {
        IntStream.range(2, duel.reverts.size())
                .filter(i -> duel.reverts.get(i - 2).plus(WEEK).isAfter(duel.reverts.get(i)))
                .mapToObj(duel.reverts::get)
                .forEach(third -> assertThat(duel.narrowings)
                        .noneMatch(at -> !at.isBefore(third) && at.isBefore(third.plus(Duration.ofMinutes(5)))));
    }

    private static void isCheap(Duel duel) {
        duel.narrowings.forEach(
                from -> assertThat(within(duel.narrowings, from)).isLessThan(20));
    }

    private static long within(List<Instant> times, Instant from) {
        return times.stream()
                .filter(at -> !at.isBefore(from) && at.isBefore(from.plus(WEEK)))
                .count();
    }

    private static void recovers(Duel duel) {
        assertThat(duel.isNarrow()).isTrue();
        var end = Duel.START.plus(Duel.LENGTH);
        var remembered = duel.contest().map(Contest::last).stream().toList();
        assertThat(remembered).allMatch(last -> end.isBefore(last.plus(WEEK).plus(Duration.ofHours(6))));
        assertThat(duel.contest().stream()).noneMatch(contest -> contest.isOpen(end));
    }
}
