package io.webhookisolation.report;

import static io.webhookisolation.report.Sample.NOON;
import static io.webhookisolation.report.Sample.evaluation;
import static io.webhookisolation.report.ServicePlans.NAME;
import static io.webhookisolation.report.ServicePlans.backingOff;
import static io.webhookisolation.report.ServicePlans.isolated;
import static io.webhookisolation.report.ServicePlans.narrow;
import static io.webhookisolation.report.ServicePlans.overlapping;
import static io.webhookisolation.report.ServicePlans.reference;
import static io.webhookisolation.report.ServicePlans.restore;
import static io.webhookisolation.report.Shown.row;
import static io.webhookisolation.report.Shown.selector;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.api.v1alpha1.ServiceStatus;
import io.webhookisolation.api.v1alpha1.StatusSummary;
import io.webhookisolation.model.BackOff;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Memory;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.StepResult;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a status says of each Service. */
class ServiceRowsTest {

    private static final Refusal TOO_FEW = new Refusal(Predicate.P3, "one endpoint would stay, two must");

    @Test
    void theTimeOfTheEvidenceMovesOnceItIsAnHourOld() {
        // given
        var first = evaluation().with(isolated("lws")).probed("lws", NOON).status();
        var later = NOON.plusSeconds(3601);

        // when
        var second = Sample.at(later).with(isolated("lws")).probed("lws", later).after(first);

        // then
        assertThat(row(first).evidenceTime()).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(row(second).evidenceTime()).isEqualTo("2026-11-23T13:00:01Z");
    }

    @Test
    void tellsOfOneServiceAllThatWasFoundAndWhatBlocksItsRepair() {
        // given
        var sample = evaluation().with(overlapping("lws", SelectorState.SIMULATION_REJECTED, TOO_FEW));

        // when
        var row = row(sample.status());

        // then
        assertThat(row.serviceClass()).isEqualTo("EffectiveOverlap");
        assertThat(row.owners()).containsExactly("Deployment/lws");
        assertThat(row.foreign()).containsExactly("Deployment/kueue");
        assertThat(row.evidence()).containsExactly("E1 -100: kueue was probed", "E1 +100: lws was probed");
        assertThat(selector(row).current()).isEqualTo(Map.of("control-plane", "controller-manager"));
        assertThat(selector(row).suggested())
                .isEqualTo(Map.of("control-plane", "controller-manager", "app.kubernetes.io/name", "lws"));
        assertThat(row.state()).isEqualTo("SimulationRejected");
        assertThat(row.blockedBy()).isEqualTo("P3 EnoughReadyEndpoints: one endpoint would stay, two must");
        assertThat(row.suggestion()).startsWith("kubectl patch service/lws");
        assertThat(sample.status().summary()).isEqualTo(new StatusSummary(1, 0, 1, 1, 0));
    }

    @Test
    void showsTheSelectorThatThisRunWroteAndSuggestsNothingMore() {
        // given
        var sample = evaluation()
                .with(overlapping("lws", SelectorState.APPLIED))
                .outcome(narrow("lws"), new StepResult.Done("8", ""));

        // when
        var row = row(sample.status());

        // then
        assertThat(selector(row).current()).containsAllEntriesOf(NAME.entries());
        assertThat(selector(row).suggested()).isNull();
        assertThat(row.suggestion()).isNull();
    }

    @Test
    void listsTwoHundredServicesAndNeverDropsABackOff() {
        // given
        var sample = evaluation().with(backingOff("zzz", NOON.plusSeconds(600)));
        IntStream.range(0, 250).forEach(i -> sample.with(isolated("s-%03d".formatted(i))));

        // when
        var status = sample.status();

        // then
        assertThat(status.services())
                .hasSize(200)
                .last()
                .extracting(ServiceStatus::name)
                .isEqualTo("zzz");
        assertThat(status.services()).extracting(ServiceStatus::name).isSorted();
        assertThat(status.servicesOmitted()).isEqualTo(51);
        assertThat(status.summary()).isEqualTo(new StatusSummary(251, 250, 1, 1, 0));
    }

    @Test
    void aRestoreThatFailedKeepsTheSelectorThatIsLive() {
        // given
        var sample = evaluation()
                .with(backingOff("lws", NOON.plusSeconds(600)))
                .outcome(restore("lws", RestoreCause.GUARD), new StepResult.Failed("busy", Optional.empty()));

        // when
        var row = row(sample.status());

        // then
        assertThat(row.state()).isEqualTo("RolledBack");
        assertThat(row.blockedBy()).isEqualTo("busy");
        assertThat(selector(row).current()).isEqualTo(Map.of("control-plane", "controller-manager"));
    }

    @Test
    void remembersABackOffAndReadsItBack() {
        // given
        var until = NOON.plusSeconds(600);
        var status = evaluation().with(backingOff("lws", until)).status();

        // when
        var memories = Memories.of(status, "operators", 1);

        // then
        assertThat(memories)
                .containsExactly(Map.entry(
                        reference("lws"),
                        new Memory(
                                LabelSet.EMPTY,
                                Optional.of(new BackOff(RestoreCause.ROLLED_BACK, 2, until)),
                                Optional.empty())));
    }
}
