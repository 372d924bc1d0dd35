package io.webhookisolation.report;

import static io.webhookisolation.report.Sample.evaluation;
import static io.webhookisolation.report.ServicePlans.isolated;
import static io.webhookisolation.report.ServicePlans.narrow;
import static io.webhookisolation.report.ServicePlans.overlapping;
import static io.webhookisolation.report.ServicePlans.plan;
import static io.webhookisolation.report.ServicePlans.restore;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.StepResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticesTest {

    private static final Refusal P3 = new Refusal(Predicate.P3, "too few");
    private static final Refusal P3_IN_OTHER_WORDS = new Refusal(Predicate.P3, "still too few");
    private static final Refusal P5 = new Refusal(Predicate.P5, "an older ReplicaSet");

    @Test
    void aRestartRepeatsNothing() {
        // given
        var sample = evaluation().with(overlapping("lws", SelectorState.SIMULATION_REJECTED, P3));

        // when
        var notices = notices(sample, sample.status());

        // then
        assertThat(notices).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ISOLATED, EFFECTIVE_OVERLAP, OVERLAP_DETECTED",
        "LATENT_OVERLAP, EFFECTIVE_OVERLAP, OVERLAP_DETECTED",
        "ISOLATED, SILENT_MISROUTE, OVERLAP_DETECTED",
        "ISOLATED, LATENT_OVERLAP, LATENT_OVERLAP_DETECTED",
        "EFFECTIVE_OVERLAP, ISOLATED, OVERLAP_RESOLVED",
        "LATENT_OVERLAP, ISOLATED, OVERLAP_RESOLVED",
        "ISOLATED, PROBE_UNAVAILABLE, PROBE_UNAVAILABLE"
    })
    void tellsOfAChangeOfClassOnce(ServiceClass before, ServiceClass now, EventReason reason) {
        // given
        var previous = evaluation()
                .with(plan("lws", before, SelectorState.ALREADY_NARROW))
                .status();

        // when
        var notices = notices(evaluation().with(plan("lws", now, SelectorState.ALREADY_NARROW)), previous);

        // then
        assertThat(notices).extracting(Notice::reason).containsExactly(reason);
    }

    @Test
    void oneKindOfEffectiveOverlapInPlaceOfTheOtherIsNoNews() {
        // given
        var previous = evaluation()
                .with(plan("lws", ServiceClass.EFFECTIVE_OVERLAP, SelectorState.ALREADY_NARROW))
                .status();
        var sample = evaluation().with(plan("lws", ServiceClass.SILENT_MISROUTE, SelectorState.ALREADY_NARROW));

        // when
        var notices = notices(sample, previous);

        // then
        assertThat(notices).isEmpty();
    }

    @Test
    void losingItsEndpointsResolvesNoOverlap() {
        // given
        var previous = evaluation()
                .with(overlapping("lws", SelectorState.ALREADY_NARROW))
                .status();
        var sample = evaluation().with(plan("lws", ServiceClass.NO_ENDPOINTS, SelectorState.ALREADY_NARROW));

        // when
        var notices = notices(sample, previous);

        // then
        assertThat(notices).isEmpty();
    }

    @Test
    void tellsOfTheFirstRefusalAndAgainOnlyWhenAnotherPredicateRefuses() {
        // given
        var first = evaluation().with(overlapping("lws", SelectorState.SIMULATION_REJECTED, P3));
        var sameInOtherWords =
                evaluation().with(overlapping("lws", SelectorState.SIMULATION_REJECTED, P3_IN_OTHER_WORDS));
        var other = evaluation().with(overlapping("lws", SelectorState.SIMULATION_REJECTED, P5));

        // when
        var atFirst = notices(first, StatusReport.NONE);
        var again = notices(sameInOtherWords, first.status());
        var changed = notices(other, first.status());

        // then
        assertThat(atFirst)
                .extracting(Notice::reason)
                .containsExactly(
                        EventReason.OVERLAP_DETECTED, EventReason.SIMULATION_REJECTED, EventReason.SUGGESTION_UPDATED);
        assertThat(again).isEmpty();
        assertThat(changed).singleElement().satisfies(notice -> {
            assertThat(notice.rejectedBy()).contains(Predicate.P5);
            assertThat(notice.note())
                    .isEqualTo("Service lws is not narrowed: P5 AllOwnerTemplatesMatch: an older ReplicaSet");
        });
    }

    @Test
    void ownershipThatIsNotProvedYetIsNoRejectedSimulation() {
        // given
        var previous =
                evaluation().with(overlapping("lws", SelectorState.AUDIT_MODE)).status();
        var unproved = new Refusal(Predicate.PROOF, "one round of probes is not enough");

        // when
        var notices =
                notices(evaluation().with(overlapping("lws", SelectorState.SIMULATION_REJECTED, unproved)), previous);

        // then
        assertThat(notices).isEmpty();
    }

    @Test
    void suggestsInAuditModeAndSaysWithWhichSelector() {
        // given
        var previous = evaluation().with(isolated("lws")).status();

        // when
        var notices = notices(evaluation().with(overlapping("lws", SelectorState.AUDIT_MODE)), previous);

        // then
        assertThat(notices)
                .extracting(Notice::note)
                .containsExactly(
                        "Service lws also reaches Deployment/kueue",
                        "Service lws would be isolated by selector app.kubernetes.io/name=lws,"
                                + "control-plane=controller-manager");
    }

    @Test
    void tellsOfEachWriteThatWasDone() {
        // given
        var done = new StepResult.Done("8", "");
        var narrowed =
                evaluation().with(overlapping("a", SelectorState.APPLIED)).outcome(narrow("a"), done);
        var rolledBack = evaluation()
                .with(overlapping("a", SelectorState.ROLLED_BACK))
                .outcome(restore("a", RestoreCause.ROLLED_BACK), done);
        var guarded = evaluation()
                .with(overlapping("a", SelectorState.ROLLED_BACK))
                .outcome(restore("a", RestoreCause.GUARD), done);

        // when, then
        assertThat(notices(narrowed, narrowed.status()))
                .containsExactly(new Notice(
                        EventReason.SELECTOR_NARROWED,
                        ServicePlans.verdict("a", ServiceClass.EFFECTIVE_OVERLAP),
                        "Added app.kubernetes.io/name=lws to the selector of Service a: it overlaps",
                        Optional.empty()));
        assertThat(notices(rolledBack, rolledBack.status()))
                .extracting(Notice::reason)
                .containsExactly(EventReason.ROLLED_BACK);
        assertThat(notices(guarded, guarded.status()))
                .extracting(Notice::reason)
                .containsExactly(EventReason.SELECTOR_RESTORED);
    }

    @Test
    void tellsOnceWhoDeniesTheWrite() {
        // given
        var sample = evaluation()
                .with(overlapping("a", SelectorState.APPLIED))
                .outcome(narrow("a"), new StepResult.DeniedByWebhook("guard", "guard said no"));
        var before = evaluation().with(overlapping("a", SelectorState.APPLIED)).status();

        // when
        var first = notices(sample, before);
        var again = notices(sample, sample.status());

        // then
        assertThat(first).extracting(Notice::reason).contains(EventReason.WRITE_DENIED_BY_WEBHOOK);
        assertThat(again).isEmpty();
    }

    @Test
    void staysSilentAboutAWriteThatDidNotHappen() {
        // given
        var sample = evaluation()
                .with(overlapping("a", SelectorState.APPLIED))
                .outcome(narrow("a"), new StepResult.Moved("moved"));

        // when
        var notices = notices(sample, sample.status());

        // then
        assertThat(notices).isEmpty();
    }

    private static List<Notice> notices(Sample sample, PolicyStatus previous) {
        return Notices.of(sample.build(), previous, sample.after(previous));
    }
}
