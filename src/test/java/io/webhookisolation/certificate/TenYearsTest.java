package io.webhookisolation.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certificate.Timing.Margins;
import io.webhookisolation.certificate.Timing.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten years over dates alone, hour by hour, as an operator lives them who acts on what is due. */
class TenYearsTest {

    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(3_652));
    private static final Duration HOUR = Duration.ofHours(1);

    static Stream<Timing> timings() {
        return Stream.of(
                Timing.DEFAULT,
                timing(Duration.ofDays(180), Duration.ofDays(30), 67),
                timing(Duration.ofDays(99), Duration.ofDays(3), 50),
                timing(Duration.ofDays(3650), Duration.ofDays(90), 99));
    }

    @ParameterizedTest
    @MethodSource("timings")
    void onceAPeriodASuccessorKnownForAPeriodTakesOverAndNothingInUseEverExpires(Timing timing) {
        // given
        var life = new Life(timing, START);

        // when
        for (var now = START; now.isBefore(END); now = now.plus(HOUR)) {
            life.act(now);
            life.check(now);
        }

        // then
        assertThat(life.rotations.getFirst()).isEqualTo(START.plus(roundedUp(timing.period())));
        for (var i = 1; i < life.rotations.size(); i++) {
            assertThat(Duration.between(life.rotations.get(i - 1), life.rotations.get(i)))
                    .isBetween(timing.period(), timing.period().plus(HOUR));
        }
        assertThat((long) life.rotations.size())
                .isEqualTo(Duration.between(START, END).dividedBy(roundedUp(timing.period())));
        assertThat(life.mostCertificates).isEqualTo(3);
    }

    private static Duration roundedUp(Duration duration) {
        return Duration.ofHours(duration.plus(HOUR).minusNanos(1).toHours());
    }

    private static Timing timing(Duration ca, Duration leaf, int renewAtPercent) {
        return new Timing(ca, leaf, renewAtPercent, Margins.DEFAULT, Waits.DEFAULT);
    }

    /** One Service whose bundle, keys and leaf are nothing but dates. */
    private static final class Life {

        private final Timing timing;
        private final List<Generation> bundle = new ArrayList<>();
        private final List<Instant> rotations = new ArrayList<>();
        private List<Generation> held;
        private Generation inUse;
        private LeafTerm leaf;
        private int mostCertificates;

        Life(Timing timing, Instant now) {
            this.timing = timing;
            held = new Succession(List.of(), 0, Wishes.NONE, timing, now).missing(0);
            bundle.addAll(held);
            inUse = held.getFirst();
            leaf = LeafTerm.issuedAt(now, inUse, timing);
        }

        void act(Instant now) {
            var succession = new Succession(held, inUse.number(), Wishes.NONE, timing, now);
            var made = succession.missing(held.getLast().number());
            if (!made.isEmpty()) {
                var clocksBehind = now.minus(timing.margins().backdate());
                bundle.removeIf(generation -> !generation.notAfter().isAfter(clocksBehind));
                bundle.addAll(made);
                held = Stream.concat(held.stream(), made.stream()).toList();
            }
            var issuer = succession.issuer().orElseThrow();
            if (succession.occasion().isPresent()) {
                assertThat(succession.occasion()).contains(Occasion.SCHEDULE);
                assertThat(issuer.made(timing).plus(timing.period())).isBeforeOrEqualTo(now);
                rotations.add(now);
            }
            if (succession.occasion().isPresent() || leaf.isDue(now, issuer, timing)) {
                inUse = issuer;
                leaf = LeafTerm.issuedAt(now, issuer, timing);
                held = held.stream()
                        .filter(generation -> generation.compareTo(inUse) >= 0)
                        .toList();
            }
            mostCertificates = Math.max(mostCertificates, bundle.size());
        }

        void check(Instant now) {
            assertThat(bundle).contains(inUse);
            assertThat(now).isBefore(leaf.notAfter());
            assertThat(leaf.notAfter()).isBefore(inUse.notAfter());
            assertThat(Duration.between(leaf.notBefore(), leaf.notAfter())).isEqualTo(timing.leaf());
        }
    }
}
