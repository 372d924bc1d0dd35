package io.webhookisolation.isolation;

import static io.webhookisolation.isolation.Found.NOW;
import static io.webhookisolation.isolation.Serving.FAR_AWAY;
import static io.webhookisolation.isolation.Serving.LONG_AGO;
import static io.webhookisolation.isolation.Serving.ROOT;
import static io.webhookisolation.isolation.Serving.SECOND;
import static io.webhookisolation.isolation.Serving.leaf;
import static io.webhookisolation.isolation.Serving.served;
import static io.webhookisolation.isolation.Serving.serving;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.ProbeOutcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is said of certificates that owners serve, at the very ends of their lives. */
class ServedLeavesTest {

    @Test
    void theLastInstantBelongsToACertificate() {
        assertThat(Found.of(FindingCode.WI204, serving(leaf(LONG_AGO, NOW)))).isEmpty();
    }

    @Test
    void afterItEveryCallFails() {
        var finding = Found.only(FindingCode.WI204, serving(leaf(LONG_AGO, NOW.minus(SECOND))));

        assertThat(finding.object().kindAndName()).isEqualTo("Service/lws-webhook");
        assertThat(finding.message())
                .isEqualTo("Pod/lws-0 behind Service ns/lws-webhook serves a certificate that ended at"
                        + " 2026-06-01T11:59:59Z: calls that land there fail with \"x509: certificate has expired"
                        + " or is not yet valid\"");
        assertThat(finding.evidence())
                .containsExactly("Pod/lws-0 serves lws-webhook.ns.svc, valid from 2020-01-01T00:00:00Z to"
                        + " 2026-06-01T11:59:59Z");
    }

    @Test
    void soItIsBeforeTheFirst() {
        assertThat(Found.only(FindingCode.WI204, serving(leaf(NOW.plus(SECOND), FAR_AWAY)))
                        .message())
                .contains("that begins only at 2026-06-01T12:00:01Z: calls");
        assertThat(Found.of(FindingCode.WI204, serving(leaf(NOW, FAR_AWAY)))).isEmpty();
    }

    @Test
    void ofSeveralTheOneThatEndedFirstIsNamedAndTheOthersAreCounted() {
        var finding = Found.only(
                FindingCode.WI204,
                serving(
                        leaf(LONG_AGO, NOW.minusSeconds(10)),
                        leaf(LONG_AGO, NOW.minusSeconds(20)),
                        leaf(LONG_AGO, FAR_AWAY),
                        leaf(LONG_AGO, NOW.minusSeconds(30))));

        assertThat(finding.message())
                .startsWith("Pod/lws-3 (and 2 more) behind")
                .contains("11:59:30Z");
        assertThat(finding.evidence())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("Pod/lws-3"),
                        second -> assertThat(second).startsWith("Pod/lws-1"),
                        third -> assertThat(third).startsWith("Pod/lws-0"));
    }

    @Test
    void anotherNameIsStaleAndTheSelectorIsLeftAlone() {
        var finding = Found.only(FindingCode.WI201, serving(served(ROOT, LONG_AGO, FAR_AWAY, "old.ns.svc")));

        assertThat(finding.message())
                .isEqualTo("Pod/lws-0 behind Service ns/lws-webhook serves a certificate for old.ns.svc, not for"
                        + " lws-webhook.ns.svc, although it is of the owner: issue the certificate anew or restart"
                        + " the Pods, and leave the selector");
    }

    @Test
    void noNameIsAnotherName() {
        var nameless = new ProbeOutcome.Served(
                ROOT.leaf("lws", draft -> draft.valid(LONG_AGO, FAR_AWAY)).chain());

        assertThat(Found.only(FindingCode.WI201, serving(nameless)).message())
                .contains("serves a certificate for no name, not for");
    }

    @Test
    void whatIsOverIsNotCalledStaleAsWell() {
        var given = serving(served(ROOT, LONG_AGO, NOW.minus(SECOND), "old.ns.svc"));

        assertThat(Found.of(FindingCode.WI204, given)).hasSize(1);
        assertThat(Found.of(FindingCode.WI201, given)).isEmpty();
    }

    @Test
    void aNearEndIsAsUrgentAsTheNearest() {
        var days = Duration.ofDays(1);
        var finding = Found.only(
                FindingCode.WI205,
                serving(
                        leaf(LONG_AGO, NOW.plus(days.multipliedBy(29))),
                        leaf(LONG_AGO, NOW.plus(days.multipliedBy(6))),
                        leaf(LONG_AGO, FAR_AWAY)));

        assertThat(finding.severity().word()).isEqualTo("error");
        assertThat(finding.message())
                .isEqualTo("Pod/lws-1 (and 1 more) behind Service ns/lws-webhook serves a certificate that ends at"
                        + " 2026-06-07T12:00:00Z");
    }

    @Test
    void theEndOfAStaleCertificateDoesNotMatter() {
        var given = serving(served(ROOT, LONG_AGO, NOW.plus(SECOND), "old.ns.svc"));

        assertThat(Found.of(FindingCode.WI205, given)).isEmpty();
    }
}
