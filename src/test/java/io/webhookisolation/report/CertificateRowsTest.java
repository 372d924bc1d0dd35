package io.webhookisolation.report;

import static io.webhookisolation.report.Certificates.END;
import static io.webhookisolation.report.Certificates.RENEWED;
import static io.webhookisolation.report.Certificates.at;
import static io.webhookisolation.report.Certificates.audited;
import static io.webhookisolation.report.Certificates.replaced;
import static io.webhookisolation.report.Sample.NOON;
import static io.webhookisolation.report.ServicePlans.isolated;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.api.v1alpha1.CertificateStatus;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.ServiceCertificate;
import io.webhookisolation.model.ServiceCertificate.Generations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the status remembers of certificates, and the Events and ends of rotations that follow from its changes. */
class CertificateRowsTest {

    private static final Generations FIRST = new Generations(1, 2, 1, 1);
    private static final Generations MIXED = new Generations(1, 2, 2, 1);
    private static final Generations SECOND = new Generations(2, 3, 2, 2);

    private final Instant later = NOON.plus(Duration.ofMinutes(5));

    @Test
    void a_phase_keeps_its_time_until_it_changes() {
        // given
        var before = status(NOON, StatusReport.NONE, at("a", RotationPhase.TRUST_DWELL));

        // when
        var same = status(later, before, at("a", RotationPhase.TRUST_DWELL));
        var next = status(later, before, at("a", RotationPhase.ISSUE_LEAF));

        // then
        assertThat(certificate(same).phaseSince()).isEqualTo(NOON.toString());
        assertThat(same).isEqualTo(before);
        assertThat(certificate(next).phaseSince()).isEqualTo(later.toString());
    }

    @Test
    void a_rotation_is_remembered_when_its_occasion_is_gone_until_all_is_steady() {
        // given
        var steady = status(NOON, StatusReport.NONE, at("a", RotationPhase.STEADY, "", FIRST, END));

        // when
        var started = status(NOON, steady, at("a", RotationPhase.ISSUE_LEAF, "schedule", FIRST, END));
        var issued = status(later, started, at("a", RotationPhase.PROPAGATE, "", MIXED, RENEWED));
        var ended = status(later, issued, at("a", RotationPhase.STEADY, "", SECOND, RENEWED));

        // then
        assertThat(certificate(issued).rotation())
                .isEqualTo(new CertificateStatus.RotationStatus("schedule", NOON.toString()));
        assertThat(certificate(ended).rotation()).isNull();
        assertThat(RotationJournal.ended(issued, ended, later))
                .containsExactly(new RotationJournal.Ended("a", "schedule", "completed", Duration.ofMinutes(5)));
        assertThat(RotationJournal.ended(started, issued, later)).isEmpty();
    }

    @Test
    void a_rotation_that_nobody_wants_any_more_is_abandoned() {
        // given
        var started = status(NOON, StatusReport.NONE, at("a", RotationPhase.TRUST_DWELL, "forced", FIRST, END));

        // when
        var audited = status(later, started, audited("a"));

        // then
        assertThat(RotationJournal.ended(started, audited, later))
                .extracting(RotationJournal.Ended::result)
                .containsExactly("abandoned");
    }

    @Test
    void each_step_of_a_rotation_sends_one_event() {
        // given
        var steady = status(NOON, StatusReport.NONE, at("a", RotationPhase.STEADY, "", FIRST, END));
        var starting = at("a", RotationPhase.ISSUE_LEAF, "schedule", FIRST, END);
        var started = status(NOON, steady, starting);
        var waiting = at("a", RotationPhase.AWAITING_RESTART, "", MIXED, RENEWED);
        var waited = status(NOON, started, waiting);
        var ending = at("a", RotationPhase.STEADY, "", SECOND, RENEWED);

        // then
        assertThat(events(steady, starting)).containsExactly("RotationStarted");
        assertThat(events(started, starting)).isEmpty();
        assertThat(events(started, waiting)).containsExactly("AwaitingRestart", "CertificateIssued");
        assertThat(events(waited, waiting)).isEmpty();
        assertThat(events(waited, ending)).containsExactly("RotationCompleted", "CABundlePublished", "CABundleRetired");
    }

    @Test
    void a_rotation_that_starts_says_what_its_message_says() {
        // given
        var steady = status(NOON, StatusReport.NONE, at("a", RotationPhase.STEADY, "", FIRST, END));

        // when
        var notices = notices(steady, at("a", RotationPhase.ISSUE_LEAF, "adoption", FIRST, END));

        // then
        assertThat(notices)
                .extracting(Notice::note)
                .containsExactly("Service a: new certificates are on their way: adoption; because");
    }

    @Test
    void whoever_undoes_or_refuses_us_is_told_of_once() {
        // given
        var steady = status(NOON, StatusReport.NONE, at("a", RotationPhase.STEADY, "", FIRST, END));
        var reverted = at("a", RotationPhase.CONTESTED, "", FIRST, END);
        var refused = at("a", RotationPhase.BLOCKED_BY_WEBHOOK, "", FIRST, END);
        var replaced = replaced("a", "helm");

        // then
        assertThat(events(steady, reverted)).containsExactly("ManagerConflict");
        assertThat(events(status(NOON, steady, reverted), reverted)).isEmpty();
        assertThat(events(steady, refused)).containsExactly("WriteDeniedByWebhook");
        assertThat(events(status(NOON, steady, refused), refused)).isEmpty();
        assertThat(events(steady, replaced)).containsExactly("ManagerConflict");
        assertThat(events(status(NOON, steady, replaced), replaced)).isEmpty();
    }

    @Test
    void a_renewed_leaf_is_no_rotation() {
        // given
        var steady = status(NOON, StatusReport.NONE, at("a", RotationPhase.STEADY, "", FIRST, END));

        // then
        assertThat(events(steady, at("a", RotationPhase.PROPAGATE, "", FIRST, RENEWED)))
                .containsExactly("CertificateIssued");
    }

    @Test
    void what_was_there_before_we_looked_was_not_written_now() {
        assertThat(events(StatusReport.NONE, at("a", RotationPhase.STEADY, "", FIRST, END)))
                .isEmpty();
    }

    @Test
    void trouble_is_told_of_once() {
        // given
        var fine = status(NOON, StatusReport.NONE, audited("a"));
        var ending = audited("a", FindingCode.WI205, FindingCode.WI203);
        var told = status(NOON, fine, ending);

        // then
        assertThat(events(fine, ending)).containsExactly("CertificateExpiring", "TrustMismatch");
        assertThat(events(told, ending)).isEmpty();
        assertThat(events(fine, audited("a", FindingCode.WI201))).containsExactly("StaleServingCertificate");
    }

    @Test
    void a_leaked_key_is_told_of_while_it_is_trusted() {
        // given
        var rows = new CertificateRows(new TreeSet<>(Set.of(1, 7)), NOON);

        // when
        var trusted = rows.row(at("a", RotationPhase.STEADY, "", FIRST, END), Optional.empty());
        var dropped = rows.row(at("a", RotationPhase.STEADY, "", SECOND, END), Optional.empty());

        // then
        assertThat(trusted.compromised()).containsExactly(1);
        assertThat(dropped.compromised()).isNull();
    }

    @Test
    void what_stays_of_a_deleted_policy_is_told_with_its_ends() {
        // given
        var issued = status(NOON, StatusReport.NONE, at("a", RotationPhase.STEADY, "", FIRST, END));
        var adopting = status(
                NOON, StatusReport.NONE, at("a", RotationPhase.TRUST_DWELL, "", new Generations(1, 2, 0, 0), END));
        var audited = status(NOON, StatusReport.NONE, audited("a"));

        // then
        assertThat(RetainedCertificates.of(issued))
                .containsExactly("nobody renews the certificate of Service a any more: its leaf ends at " + END
                        + ", the authority behind it at " + END.plusSeconds(1));
        assertThat(RetainedCertificates.of(adopting)).isEmpty();
        assertThat(RetainedCertificates.of(audited)).isEmpty();
    }

    private static List<String> events(PolicyStatus before, ServiceCertificate certificate) {
        return notices(before, certificate).stream()
                .map(notice -> notice.reason().word())
                .toList();
    }

    private static List<Notice> notices(PolicyStatus before, ServiceCertificate certificate) {
        var sample = sample(NOON, certificate);
        return Notices.of(sample.build(), before, sample.after(before));
    }

    private static PolicyStatus status(Instant now, PolicyStatus before, ServiceCertificate certificate) {
        return sample(now, certificate).after(before);
    }

    private static Sample sample(Instant now, ServiceCertificate certificate) {
        return Sample.at(now).with(isolated(certificate.service().name())).with(certificate);
    }

    private static CertificateStatus certificate(PolicyStatus status) {
        return Objects.requireNonNull(Present.list(status.services()).getFirst().certificate());
    }
}
