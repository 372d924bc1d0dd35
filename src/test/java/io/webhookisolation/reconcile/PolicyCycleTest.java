package io.webhookisolation.reconcile;

import static io.webhookisolation.reconcile.FoundingCase.LWS;
import static io.webhookisolation.reconcile.FoundingCase.NOW;
import static io.webhookisolation.reconcile.Subjects.auditing;
import static io.webhookisolation.reconcile.Subjects.enforcing;
import static io.webhookisolation.reconcile.Subjects.subject;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.model.Relation;
import io.webhookisolation.report.StatusReport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyCycleTest {

    private final Recorder recorder = new Recorder();
    private final PolicyCycle cycle = recorder.cycle(InstantSource.fixed(NOW));

    @Test
    void doesNotDecideTwiceOnAServiceThatTheCacheShowsAsItWasBeforeItsWrite() {
        // given
        cycle.run(enforcing());
        recorder.log.clear();

        // when
        var next = cycle.run(enforcing());

        // then
        assertThat(recorder.log).isEmpty();
        assertThat(next).isEqualTo(Pace.SOON);
    }

    @Test
    void narrowsTheFoundingCaseAndTellsOfIt() {
        // when
        var next = cycle.run(enforcing());

        // then
        assertThat(recorder.log)
                .containsSubsequence(
                        "read users of [operators/lws-webhook]",
                        "probe 3 targets",
                        "narrow operators/lws-webhook by app.kubernetes.io/name=lws",
                        "probe operators/lws-webhook now",
                        "report");
        assertThat(StatusReport.isEvaluated(recorder.status, 1)).isTrue();
        assertThat(next).isEqualTo(Pace.FIRST_RETRY);
    }

    @Test
    void rereadsTheWorldOnceTheCacheShowsTheWrite() {
        // given
        cycle.run(enforcing());
        recorder.snapshot =
                new FoundingCase().at("8").narrowedBy("operators/webhooks").snapshot();

        // when
        var next = cycle.run(enforcing());

        // then
        assertThat(recorder.evaluations).hasSize(2).last().satisfies(evaluation -> {
            assertThat(evaluation.outcomes()).isEmpty();
            assertThat(evaluation.endpoints()).containsEntry(LWS, Map.of(Relation.OWNER, 1));
        });
        assertThat(next).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    }

    @Test
    void countsEndpointsByWhatTheirWorkloadIsToTheService() {
        // when
        cycle.run(auditing());

        // then
        assertThat(recorder.evaluations.getFirst().endpoints())
                .containsEntry(LWS, Map.of(Relation.OWNER, 1, Relation.FOREIGN, 1));
    }

    @Test
    void writesNothingInAuditMode() {
        // when
        cycle.run(auditing());

        // then
        assertThat(recorder.evaluations.getFirst().outcomes()).isEmpty();
        assertThat(recorder.log).noneMatch(entry -> entry.startsWith("narrow"));
    }

    @Test
    void saysWhichFieldOfAPolicyItCannotUnderstand() {
        // given
        var subject = enforcing();
        subject.resource()
                .setSpec(new PolicySpec(
                        new LabelSelectorBuilder()
                                .addToMatchExpressions(new LabelSelectorRequirement("tier", "Near", List.of("x")))
                                .build(),
                        null,
                        null,
                        null));

        // when
        cycle.run(subject);

        // then
        assertThat(recorder.log)
                .containsExactly(
                        "invalid: spec.serviceSelector.matchExpressions, key tier: operator Near is none of In,"
                                + " NotIn, Exists and DoesNotExist");
    }

    @Test
    void countsEachProbeOnceAndNamesWhatItShowed() {
        // when
        cycle.run(auditing());
        cycle.run(auditing());

        // then
        assertThat(recorder.log.stream().filter(entry -> entry.startsWith("probed lws-0")))
                .hasSize(3)
                .containsOnly("probed lws-0 for operators/lws-webhook: MATCH");
        assertThat(recorder.log.stream().filter(entry -> entry.startsWith("probed kueue-0 for operators/lws")))
                .hasSize(3)
                .containsOnly("probed kueue-0 for operators/lws-webhook: OTHER_NAME");
    }

    @Test
    void tellsOfARevertBeforeItWritesAgainAndStandsDownAfterTheThird() {
        // given
        cycle.run(enforcing());
        recorder.snapshot = new FoundingCase().at("9").writtenBy("rival").snapshot();

        for (var revert = 1; revert <= 3; revert++) {
            // when
            recorder.log.clear();
            var next = cycle.run(enforcing());

            // then
            assertThat(recorder.log).contains("report").noneMatch(entry -> entry.startsWith("narrow"));
            assertThat(next.equals(Pace.SOON)).isEqualTo(revert < 3);

            // when
            cycle.run(enforcing());

            // then
            assertThat(recorder.log.stream().filter(entry -> entry.startsWith("narrow")))
                    .hasSize(revert < 3 ? 1 : 0);
        }
    }
}
