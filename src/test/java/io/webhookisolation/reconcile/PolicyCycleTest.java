package io.webhookisolation.reconcile;

import static io.webhookisolation.reconcile.FoundingCase.LWS;
import static io.webhookisolation.reconcile.FoundingCase.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.apply.Finalizers;
import io.webhookisolation.fixture.time.SimulatedTime;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.StepOutcome;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.report.StatusReport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCycleTest {

    private static final StepResult FORBIDDEN = new StepResult.Forbidden("patch", "services", "User x cannot");

    private static final Gap MISSING = new Gap("Service", true, "cannot patch services");

    private final Recorder recorder = new Recorder();
    private final Detections detections = new Detections();
    private final PolicyCycle cycle = cycle(InstantSource.fixed(NOW));

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
    void comesBackSoonWhenTheServiceMoved() {
        // given
        recorder.answerToSteps = new StepResult.Moved("it moved");

        // when
        var next = cycle.run(enforcing());

        // then
        assertThat(next).isEqualTo(Pace.SOON);
        assertThat(recorder.evaluations.getFirst().outcomes())
                .extracting(StepOutcome::result)
                .containsExactly(recorder.answerToSteps);
    }

    @Test
    void comesBackMoreAndMoreSlowlyWhileSomebodyElseWritesTheStatusAndTellsLaterWhatItNoticed() {
        // given
        recorder.overtaken = true;
        detections.noticed("operators/webhooks", NOW.minusSeconds(3));

        // when, then
        assertThat(cycle.run(auditing())).isEqualTo(Duration.ofSeconds(5));
        assertThat(cycle.run(auditing())).isEqualTo(Duration.ofSeconds(10));
        assertThat(recorder.log).noneMatch(entry -> entry.startsWith("reported"));

        // when
        recorder.overtaken = false;
        cycle.run(auditing());

        // then
        assertThat(recorder.log).containsOnlyOnce("reported after PT3S");
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "5, 5", "60, 60"})
    void comesBackNoSoonerThanABusyApiServerAsks(long asked, long waited) {
        // given
        recorder.answerToSteps = new StepResult.Failed("too many requests", Optional.of(Duration.ofSeconds(asked)));

        // when
        var next = cycle.run(enforcing());

        // then
        assertThat(next).isEqualTo(Duration.ofSeconds(waited));
    }

    @Test
    void comesBackMoreAndMoreSlowlyWhileAPermissionIsMissing() {
        // given
        recorder.answerToSteps = FORBIDDEN;

        // when, then
        assertThat(cycle.run(enforcing())).isEqualTo(Duration.ofSeconds(5));
        assertThat(cycle.run(enforcing())).isEqualTo(Duration.ofSeconds(10));
        assertThat(cycle.run(enforcing())).isEqualTo(Duration.ofSeconds(20));
        for (var more = 0; more < 60; more++) {
            cycle.run(enforcing());
        }
        assertThat(cycle.run(enforcing())).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void narrowsNothingWhileAPermissionIsMissingAlthoughNobodyKnewOfItBefore() {
        // given
        recorder.missingNow = List.of(MISSING);

        // when
        var next = cycle.run(enforcing());

        // then
        assertThat(recorder.log).contains("report").noneMatch(entry -> entry.startsWith("narrow"));
        assertThat(recorder.evaluations.getFirst().missing()).containsExactly(MISSING);
        assertThat(recorder.evaluations.getFirst().outcomes())
                .extracting(StepOutcome::result)
                .containsExactly(new StepResult.Withheld(MISSING.detail()));
        assertThat(next).isEqualTo(Pace.FIRST_RETRY);
    }

    @Test
    void tellsOfAMissingPermissionAlsoWhenThereIsNothingToWrite() {
        // given
        recorder.missing = List.of(MISSING);

        // when
        cycle.run(auditing());

        // then
        assertThat(recorder.evaluations.getFirst().missing()).containsExactly(MISSING);
    }

    @Test
    void waitsAsLongAsTheApiServerAsks() {
        // given
        recorder.answerToSteps = new StepResult.Failed("busy", Optional.of(Duration.ofSeconds(42)));

        // when
        var next = cycle.run(enforcing());

        // then
        assertThat(next).isEqualTo(Duration.ofSeconds(42));
    }

    @Test
    void waitsForTheCachesBeforeTheFirstEvaluationOfAGeneration() {
        // given
        recorder.snapshot =
                new FoundingCase().gap(new Gap("Pod", false, "not read yet")).snapshot();

        // when
        cycle.run(enforcing());

        // then
        assertThat(recorder.log).containsExactly("progressing");
    }

    @Test
    void aRestartWaitsForTheFirstProbesBeforeItSaysAnythingElse() {
        // given
        cycle.run(auditing());
        recorder.log.clear();
        recorder.snapshot = new FoundingCase().unprobed().snapshot();
        var restarted = cycle(InstantSource.fixed(NOW));

        // when
        restarted.run(auditing());

        // then
        assertThat(recorder.log).containsExactly("probe 3 targets");
    }

    @Test
    void whatCannotBeProbedIsReportedInTheEnd() {
        // given
        recorder.snapshot = new FoundingCase().unprobed().snapshot();
        var time = new SimulatedTime();
        var slow = cycle(time);

        // when
        slow.run(auditing());
        time.advance(Duration.ofSeconds(21));
        slow.run(auditing());

        // then
        assertThat(recorder.log).containsExactly("probe 3 targets", "progressing", "probe 3 targets", "report");
    }

    @Test
    void evaluatesWithAGapOnceTheGenerationWasEvaluatedButWritesNothing() {
        // given
        cycle.run(auditing());
        recorder.log.clear();
        recorder.snapshot = new FoundingCase()
                .gap(new Gap("Pod", false, "the watch stalls"))
                .snapshot();

        // when
        cycle.run(enforcing());

        // then
        assertThat(recorder.log).contains("report").noneMatch(entry -> entry.startsWith("narrow"));
    }

    @Test
    void aForbiddenKindIsReportedAtOnce() {
        // given
        recorder.snapshot = new FoundingCase()
                .gap(new Gap("Pod", true, "may not list pods"))
                .snapshot();

        // when
        cycle.run(enforcing());

        // then
        assertThat(recorder.log).contains("report");
        assertThat(recorder.evaluations.getFirst().snapshot().gaps()).hasSize(1);
    }

    @Test
    void narrowsNothingForAPolicyWhoseDeletionCouldNotRevertIt() {
        // given
        recorder.answerToFinalizers = new StepResult.Forbidden("patch", "webhookisolationpolicies", "no");

        // when
        cycle.run(reverting());

        // then
        assertThat(recorder.log).startsWith("add finalizer").noneMatch(entry -> entry.startsWith("narrow"));
        assertThat(recorder.evaluations.getFirst().missing())
                .extracting(Gap::detail)
                .containsExactly("may not patch webhookisolationpolicies: no");
    }

    @Test
    void addsTheFinalizerBeforeItNarrows() {
        // when
        cycle.run(reverting());

        // then
        assertThat(recorder.log)
                .containsSubsequence(
                        "add finalizer",
                        "webhookisolationpolicies finalizer ok",
                        "touched at 6",
                        "narrow operators/lws-webhook by app.kubernetes.io/name=lws");
    }

    @Test
    void removesTheFinalizerOnceThePolicySaysRetain() {
        // when
        cycle.run(subject(Mode.AUDIT, PolicySpec.OnDelete.Retain, true, false));

        // then
        assertThat(recorder.log).startsWith("remove finalizer");
    }

    @Test
    void aDeletedPolicyTakesItsKeysBackBeforeItGoes() {
        // given
        recorder.snapshot = new FoundingCase().narrowedBy("operators/webhooks").snapshot();

        // when
        cycle.run(leaving());

        // then
        assertThat(recorder.log)
                .containsSubsequence(
                        "restore operators/lws-webhook by app.kubernetes.io/name=lws",
                        "report",
                        "remove finalizer",
                        "gone operators/webhooks",
                        "probe 0 targets");
    }

    @Test
    void aRevertThatIsForbiddenKeepsTheFinalizerAndSaysSo() {
        // given
        recorder.snapshot = new FoundingCase().narrowedBy("operators/webhooks").snapshot();
        recorder.answerToSteps = FORBIDDEN;

        // when
        var next = cycle.run(leaving());

        // then
        assertThat(recorder.log).contains("report").doesNotContain("remove finalizer");
        assertThat(recorder.evaluations.getFirst().outcomes())
                .extracting(StepOutcome::result)
                .containsExactly(FORBIDDEN);
        assertThat(next).isEqualTo(Pace.FIRST_RETRY);
    }

    @Test
    void aFinalizerThatMayNotBeRemovedIsToldOfAndTriedMoreAndMoreSlowly() {
        // given
        recorder.snapshot = new FoundingCase().snapshot();
        recorder.answerToFinalizers = new StepResult.Forbidden("patch", "webhookisolationpolicies", "no");

        // when
        var first = cycle.run(leaving());
        var second = cycle.run(leaving());

        // then
        assertThat(first).isEqualTo(Duration.ofSeconds(5));
        assertThat(second).isEqualTo(Duration.ofSeconds(10));
        assertThat(recorder.evaluations.getLast().missing())
                .extracting(Gap::detail)
                .containsExactly("may not patch webhookisolationpolicies: no");
        assertThat(recorder.log).doesNotContain("gone operators/webhooks");
    }

    @Test
    void doesNotLeaveWhileTheServicesCannotBeSeen() {
        // given
        recorder.snapshot = new FoundingCase()
                .withoutTheService()
                .gap(new Gap("Service", false, "not read yet"))
                .snapshot();

        // when
        cycle.run(leaving());

        // then
        assertThat(recorder.log).contains("report").doesNotContain("remove finalizer");
    }

    @Test
    void aServiceThatIsGoneHoldsNobodyUp() {
        // given
        recorder.snapshot = new FoundingCase().withoutTheService().snapshot();

        // when
        cycle.run(leaving());

        // then
        assertThat(recorder.log).contains("remove finalizer", "gone operators/webhooks");
    }

    @Test
    void waitsUntilItSeesItsOwnNarrowingBeforeItRevertsIt() {
        // given
        cycle.run(reverting());
        recorder.log.clear();

        // when
        cycle.run(leaving());

        // then
        assertThat(recorder.log).isEmpty();
    }

    @Test
    void aDeletedPolicyThatRetainsGoesAtOnceAndKeepsItsKeys() {
        // given
        recorder.snapshot = new FoundingCase().narrowedBy("operators/webhooks").snapshot();

        // when
        cycle.run(subject(Mode.ENFORCE, PolicySpec.OnDelete.Retain, false, true));

        // then
        assertThat(recorder.log).containsExactly("gone operators/webhooks", "probe 0 targets");
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
    void measuresFromTheOldestChangeThatWasNotToldOf() {
        // given
        detections.noticed("operators/webhooks", NOW.minusSeconds(3));
        detections.noticed("operators/webhooks", NOW.minusSeconds(1));

        // when
        cycle.run(auditing());
        cycle.run(auditing());

        // then
        assertThat(recorder.log).containsOnlyOnce("reported after PT3S");
    }

    @Test
    void aChangeThatMakesNoNewsIsNotMeasured() {
        // given
        cycle.run(auditing());
        detections.noticed("operators/webhooks", NOW.minusSeconds(3));

        // when
        cycle.run(auditing());

        // then
        assertThat(recorder.log).doesNotContain("reported after PT3S");
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

    private PolicyCycle cycle(InstantSource clock) {
        return new PolicyCycle(
                new Appraisal(recorder, recorder, recorder, recorder, recorder),
                new Finalizing(recorder, recorder),
                recorder,
                detections,
                clock);
    }

    private static Subject auditing() {
        return subject(Mode.AUDIT, PolicySpec.OnDelete.Retain, false, false);
    }

    private static Subject enforcing() {
        return subject(Mode.ENFORCE, PolicySpec.OnDelete.Retain, false, false);
    }

    private static Subject reverting() {
        return subject(Mode.ENFORCE, PolicySpec.OnDelete.Revert, false, false);
    }

    private static Subject leaving() {
        return subject(Mode.ENFORCE, PolicySpec.OnDelete.Revert, true, true);
    }

    private static Subject subject(Mode mode, PolicySpec.OnDelete onDelete, boolean finalizer, boolean deleting) {
        var resource = new WebhookIsolationPolicy();
        var metadata = resource.getMetadata();
        metadata.setNamespace("operators");
        metadata.setName("webhooks");
        metadata.setUid("u-policy");
        metadata.setResourceVersion("5");
        metadata.setGeneration(1L);
        metadata.setCreationTimestamp("2026-11-01T00:00:00Z");
        metadata.setFinalizers(finalizer ? List.of(Finalizers.REVERT) : List.of());
        metadata.setDeletionTimestamp(deleting ? "2026-11-23T12:00:00Z" : null);
        var selectors = new SelectorsSpec(
                mode == Mode.ENFORCE ? SelectorsSpec.Mode.Enforce : SelectorsSpec.Mode.Audit,
                null,
                null,
                null,
                null,
                null);
        resource.setSpec(new PolicySpec(null, selectors, onDelete, null));
        return new Subject(resource, new Ceiling(Mode.ENFORCE).read(resource), List.of());
    }
}
