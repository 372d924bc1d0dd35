package io.webhookisolation.reconcile;

import static io.webhookisolation.reconcile.FoundingCase.NOW;
import static io.webhookisolation.reconcile.Subjects.leaving;
import static io.webhookisolation.reconcile.Subjects.reverting;
import static io.webhookisolation.reconcile.Subjects.subject;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.StepOutcome;
import io.webhookisolation.model.StepResult;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** A policy may go once what it changed is restored, if that is what it wants. */
class LeavingPolicyTest {

    private static final StepResult FORBIDDEN = new StepResult.Forbidden("patch", "services", "User x cannot");

    private final Recorder recorder = new Recorder();
    private final PolicyCycle cycle = recorder.cycle(InstantSource.fixed(NOW));

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
}
