package io.webhookisolation.certify;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certificate.Timing;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.pki.GenerationName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was away, lost, restored or of another time: the operator finds its way back, and no call fails by it. */
class RecoveryTest {

    private static final Duration SOON = Duration.ofHours(1);

    private final TendedService service = new TendedService();
    private final CallSite ours = service.callSites.getFirst();

    /** After the leaf, after both authorities, after all of it for long. */
    @ParameterizedTest
    @ValueSource(ints = {40, 400, 1500})
    void anOperatorThatWasAwayUntilCertificatesEndedMakesCallsSucceedAgain(int days) {
        service.live(SOON, service::assertCalled);
        var before = generation();

        service.now = service.now.plus(Duration.ofDays(days));
        service.restart();
        service.live(SOON, () -> {});

        service.assertCalled();
        assertThat(generation()).isGreaterThanOrEqualTo(before);
        service.live(Timing.DEFAULT.period().plus(SOON), service::assertCalled);
    }

    @Test
    void lostAuthoritiesAreFollowedByOthersUnderNewNumbers() {
        service.live(SOON, service::assertCalled);

        service.cluster.remove(service.authorities());
        service.restart();
        service.live(SOON, service::assertCalled);

        assertThat(generation()).isEqualTo(3);
        assertThat(numbers()).contains(3, 4);
    }

    /** The key of the generation in use, and its successor, are in no backup. */
    @Test
    void authoritiesFromAnOldBackupSignOnlyOnceTheyAreTrustedAgain() {
        service.live(SOON, service::assertCalled);
        var backup = service.authorities();
        service.live(Timing.DEFAULT.period().multipliedBy(2), service::assertCalled);
        assertThat(generation()).isEqualTo(3);

        service.cluster.secret(backup);
        service.restart();
        service.live(SOON, service::assertCalled);
        service.live(Timing.DEFAULT.period().multipliedBy(2), service::assertCalled);

        assertThat(generation()).isGreaterThan(4);
        assertThat(numbers()).doesNotHaveDuplicates();
    }

    /** Pods still serve what the backup does not know. */
    @Test
    void aClusterThatIsRestoredAsAWholeGoesOnFromThere() throws Exception {
        service.live(SOON, service::assertCalled);
        var secrets = List.of(
                service.authorities(), service.cluster.secret("ns", Made.SECRET).orElseThrow());
        var bundle = service.cluster.bundle(ours);
        service.live(Timing.DEFAULT.period(), service::assertCalled);
        service.live(SOON, service::assertCalled);
        var served = generation();

        secrets.forEach(service.cluster::secret);
        service.cluster.overwrite(ours, bundle);
        service.restart();
        service.live(SOON, () -> {});

        service.assertCalled();
        assertThat(generation()).isGreaterThanOrEqualTo(served);
    }

    /** Clocks may differ by as much as a certificate is valid before it is made. */
    @Test
    void callsSucceedByClocksThatAreNearlyAnHourAheadOrBehind() {
        var nearly = Timing.DEFAULT.margins().backdate().minusSeconds(60);

        service.live(Timing.DEFAULT.period().plus(SOON), () -> {
            service.assertCalled(nearly);
            service.assertCalled(nearly.negated());
        });

        assertThat(generation()).isEqualTo(2);
    }

    @Test
    void aLeaderWhoseClockIsBehindUndoesNothing() {
        service.live(Timing.DEFAULT.period().plus(SOON), service::assertCalled);
        var stored = service.stored();
        var bundle = service.cluster.bundle(ours);

        service.now = service.now.minus(Duration.ofHours(2));
        service.restart();
        service.live(SOON, service::assertCalled);

        assertThat(service.stored()).isEqualTo(stored);
        assertThat(service.cluster.bundle(ours)).isEqualTo(bundle);
    }

    /** That signed the leaf in the Secret. */
    private int generation() {
        return service.trusted(ours).stream()
                .filter(authority -> authority
                        .getSubjectX500Principal()
                        .equals(service.stored().getFirst().getIssuerX500Principal()))
                .flatMap(authority -> GenerationName.of(authority).stream())
                .mapToInt(GenerationName::number)
                .findFirst()
                .orElse(0);
    }

    private List<Integer> numbers() {
        return service.trusted(ours).stream()
                .flatMap(authority -> GenerationName.of(authority).stream())
                .map(GenerationName::number)
                .toList();
    }
}
