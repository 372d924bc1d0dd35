package io.webhookisolation.certify;

import static io.webhookisolation.certify.Made.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever annotates something to be ignored gets nothing written, however long he waits. */
class KeptAwayTest {

    private final PaperCluster cluster = new PaperCluster()
            .secret(Made.keeping(AuthoritySecret.entries(List.of(Made.authority(1), Made.authority(2)))));
    private final Certifier certifier =
            new Certifier(cluster, cluster::write, Made.ISSUER, Made.OPERATOR, Waits.DEFAULT);

    @Test
    void nothingIsWrittenForAServiceThatIsToBeIgnored() {
        var snapshot = Given.cluster()
                .service("a", service -> service.ignored("under repair"))
                .running("web", 1, workload -> workload.mounts(Made.SECRET), "a")
                .callSite("a", "a", site -> site.control(Made.consent("ns/policy")))
                .snapshot();

        var certified = look(snapshot);

        assertThat(certified.phase()).isEqualTo(RotationPhase.SUSPENDED);
        assertThat(certified.message()).contains("Service a is annotated", "(under repair)");
        assertThat(cluster.asked).isEmpty();
    }

    @Test
    void aServiceThatIsToBeIgnoredNeedsNoSecret() {
        var snapshot = Given.cluster()
                .service("a", service -> service.ignored("under repair"))
                .running("web", 1, workload -> workload, "a")
                .snapshot();

        assertThat(look(snapshot).phase()).isEqualTo(RotationPhase.SUSPENDED);
    }

    @Test
    void nothingIsWrittenForASecretThatIsToBeIgnored() {
        cluster.secret(Made.annotated(Made.leaf(Made.authority(1)), Service.IGNORE));

        var certified = look(Made.world()
                .callSite("a", "a", site -> site.control(Made.consent("ns/policy")))
                .snapshot());

        assertThat(certified.phase()).isEqualTo(RotationPhase.SUSPENDED);
        assertThat(certified.message()).contains("Secret " + Made.SECRET + " is annotated");
        assertThat(cluster.asked).isEmpty();
    }

    @Test
    void aCallSiteThatIsToBeIgnoredKeepsItsBundle() {
        var snapshot = Made.world()
                .callSite(
                        "a",
                        "a",
                        site -> site.control(Made.consent("ns/policy")).ignored("by hand"))
                .snapshot();

        var certified = look(snapshot);

        assertThat(certified.phase()).isEqualTo(RotationPhase.CONSENT_MISSING);
        assertThat(certified.message()).contains("to be ignored (by hand)");
        assertThat(cluster.asked).isEmpty();
    }

    /** A look each half minute; gives the last one. */
    private Certified look(Snapshot snapshot) {
        cluster.holding(snapshot.callSites());
        var services = List.of(Made.verdict(snapshot, Made.A));
        var end = NOW.plus(Duration.ofMinutes(10));
        return Stream.iterate(NOW, now -> !now.isAfter(end), now -> now.plusSeconds(30))
                .map(now -> certifier
                        .look(Made.policy(), 1, services, snapshot, now)
                        .getFirst())
                .reduce((before, last) -> last)
                .orElseThrow();
    }
}
