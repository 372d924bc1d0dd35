package io.webhookisolation.certify;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certificate.Timing;
import io.webhookisolation.model.BundleControl;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.pki.GenerationName;
import io.webhookisolation.x509.Verification;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Ten years of a Service, while somebody restores one of its bundles each time, and another one is OLM's. */
class DecadeTest {

    private static final Duration DECADE = Duration.ofDays(3_652);

    /** A third of a leaf's life, nearly. */
    private static final Duration LEAST_LEFT = Duration.ofDays(9);

    private final TendedService service = new TendedService();
    private final CallSite ours = service.callSites.getFirst();

    @Test
    void onceAPeriodASuccessorTakesOverAndNothingInUseEnds() {
        // given
        service.live(Duration.ofDays(1), service::assertCalled);
        var contested = Made.callSite(
                "contested",
                site -> site.bundle(service.cluster.bundle(ours)).control(new BundleControl(new TreeMap<>(), "rival")));
        var olms = Made.callSite(
                "olms",
                site -> site.bundle(TendedService.STRANGER.bundle())
                        .control(new BundleControl(new TreeMap<>(Map.of("olm.owner", "webhook.v1")), "")));
        service.add(contested);
        service.add(olms);

        // when
        service.live(DECADE, () -> {
            service.assertCalled();
            assertNoneOfItsCallsFailsByUs(contested);
            assertThat(service.served.getFirst().getNotAfter().toInstant()).isAfter(service.now.plus(LEAST_LEFT));
            assertThat(service.trusted(ours)).hasSizeLessThanOrEqualTo(3);
            service.cluster.overwrite(contested, contested.bundle());
        });

        // then
        var period = Timing.DEFAULT.period();
        assertThat(service.rotations).hasSize(1 + Math.toIntExact(DECADE.dividedBy(period)));
        for (var index = 1; index < service.rotations.size(); index++) {
            assertThat(Duration.between(service.rotations.get(index - 1), service.rotations.get(index)))
                    .isBetween(period.minus(Duration.ofHours(1)), period.plus(Duration.ofHours(1)));
        }
        assertThat(service.leaves).hasSizeGreaterThan(180);
        assertThat(service.cluster.bundle(olms)).isEqualTo(olms.bundle());
    }

    /** Once all that it was restored to has ended, nobody can help it. */
    private void assertNoneOfItsCallsFailsByUs(CallSite contested) {
        var isOver = service.trusted(contested).stream()
                .filter(authority -> GenerationName.of(authority).isPresent())
                .allMatch(authority -> authority.getNotAfter().toInstant().isBefore(service.now));
        assertThat(isOver || service.calls(contested, Duration.ZERO).allMatch(Verification::verified))
                .as("at %s", service.now)
                .isTrue();
    }
}
