package io.webhookisolation.ownership;

import static io.webhookisolation.ownership.Verdicts.NOW;
import static io.webhookisolation.ownership.Verdicts.ROOT;
import static io.webhookisolation.ownership.Verdicts.evidence;
import static io.webhookisolation.ownership.Verdicts.served;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.ProbeOutcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** E1: what ready endpoints serve. */
class ServedCertificateTest {

    @Test
    void theServicesNameSpeaksForTheWorkload() {
        var given = running().probe("lws-webhook", "lws-0", served("lws-webhook.ns.svc"), NOW);

        assertThat(evidence(given, "lws-webhook", "lws", "E1"))
                .containsExactly("E1 +100: Pod/lws-0 serves lws-webhook.ns.svc");
    }

    @Test
    void aWildcardOfTheNamespaceIsTheServicesNameToo() {
        var given = running().probe("lws-webhook", "lws-0", served("*.ns.svc"), NOW);

        assertThat(evidence(given, "lws-webhook", "lws", "E1")).containsExactly("E1 +100: Pod/lws-0 serves *.ns.svc");
    }

    @Test
    void anotherWebhookServicesNameSpeaksAgainstIt() {
        var given = running()
                .webhookService("kueue-webhook")
                .probe("lws-webhook", "lws-0", served("kueue-webhook.ns.svc", "kueue-webhook.ns"), NOW);

        assertThat(evidence(given, "lws-webhook", "lws", "E1"))
                .containsExactly("E1 -100: Pod/lws-0 serves kueue-webhook.ns, kueue-webhook.ns.svc");
    }

    @Test
    void anotherNameSaysNothingIfTheWorkloadMountsTheServicesSecret() {
        var given = Given.cluster()
                .webhookService("lws-webhook")
                .webhookService("kueue-webhook")
                .running("lws", 1, draft -> draft.mounts("lws-cert"), "lws-webhook")
                .certificate("lws", "lws-cert", "lws-webhook.ns.svc")
                .probe("lws-webhook", "lws-0", served("kueue-webhook.ns.svc"), NOW);

        assertThat(evidence(given, "lws-webhook", "lws", "E1"))
                .containsExactly("E1 0: Pod/lws-0 serves kueue-webhook.ns.svc");
    }

    @Test
    void aNameOfNoWebhookServiceSaysNothing() {
        var given =
                running().service("metrics").probe("lws-webhook", "lws-0", served("metrics.ns.svc", "localhost"), NOW);

        assertThat(evidence(given, "lws-webhook", "lws", "E1"))
                .containsExactly("E1 0: Pod/lws-0 serves localhost, metrics.ns.svc");
    }

    @Test
    void aCertificateWithoutNamesSaysNothing() {
        var outcome = new ProbeOutcome.Served(ROOT.leaf("cn", draft -> draft).chain());
        var given = running().probe("lws-webhook", "lws-0", outcome, NOW);

        assertThat(evidence(given, "lws-webhook", "lws", "E1"))
                .containsExactly("E1 0: Pod/lws-0 serves a certificate without names");
    }

    @Test
    void aRefusalOrAnotherProtocolSpeaksAgainstIt() {
        var refused = running().probe("lws-webhook", "lws-0", new ProbeOutcome.Refused(), NOW);
        var plain = running().probe("lws-webhook", "lws-0", new ProbeOutcome.NotTls("HTTP"), NOW);

        assertThat(evidence(refused, "lws-webhook", "lws", "E1"))
                .containsExactly("E1 -40: Pod/lws-0 refuses the connection");
        assertThat(evidence(plain, "lws-webhook", "lws", "E1"))
                .containsExactly("E1 -40: Pod/lws-0 speaks no TLS on this port");
    }

    @Test
    void silenceAndOldAnswersAreNoEvidence() {
        var silent = running()
                .probe("lws-webhook", "lws-0", new ProbeOutcome.TimedOut(), NOW)
                .probe("lws-webhook", "lws-0", 9444, new ProbeOutcome.Unreachable("no route"), NOW);
        var old = running()
                .probe(
                        "lws-webhook",
                        "lws-0",
                        served("lws-webhook.ns.svc"),
                        NOW.minus(Handshakes.FRESH).minusMillis(1));

        assertThat(evidence(silent, "lws-webhook", "lws", "E1")).isEmpty();
        assertThat(evidence(old, "lws-webhook", "lws", "E1")).isEmpty();
    }

    @Test
    void theLastAnswerCounts() {
        var given = running()
                .probe("lws-webhook", "lws-0", new ProbeOutcome.Refused(), NOW.minus(Handshakes.FRESH))
                .probe("lws-webhook", "lws-0", served("lws-webhook.ns.svc"), NOW.minusSeconds(60))
                .probe("lws-webhook", "lws-0", new ProbeOutcome.TimedOut(), NOW);

        assertThat(evidence(given, "lws-webhook", "lws", "E1"))
                .containsExactly("E1 +100: Pod/lws-0 serves lws-webhook.ns.svc");
    }

    @Test
    void thePortThatServesTheNameCountsAmongSeveral() {
        var given = running()
                .probe("lws-webhook", "lws-0", 9443, new ProbeOutcome.Refused(), NOW)
                .probe("lws-webhook", "lws-0", 9444, served("lws-webhook.ns.svc"), NOW);

        assertThat(evidence(given, "lws-webhook", "lws", "E1"))
                .containsExactly("E1 +100: Pod/lws-0 serves lws-webhook.ns.svc");
    }

    @Test
    void aPodThatIsNoReadyEndpointIsNotAsked() {
        var given = Given.cluster()
                .webhookService("lws-webhook")
                .running("lws", 1, draft -> draft)
                .endpoint("lws-webhook", "lws-0", false, Map.of("p443", 9443))
                .probe("lws-webhook", "lws-0", served("lws-webhook.ns.svc"), NOW);

        assertThat(evidence(given, "lws-webhook", "lws", "E1")).isEmpty();
    }

    @Test
    void podsThatDisagreeAreNamed() {
        var given = Given.cluster()
                .webhookService("lws-webhook")
                .webhookService("kueue-webhook")
                .running("lws", 2, draft -> draft, "lws-webhook")
                .probe("lws-webhook", "lws-0", served("lws-webhook.ns.svc"), NOW)
                .probe("lws-webhook", "lws-1", served("kueue-webhook.ns.svc"), NOW);

        assertThat(evidence(given, "lws-webhook", "lws", "E1"))
                .containsExactly("E1 +100: Pods of Deployment/lws disagree: "
                        + "Pod/lws-0 serves lws-webhook.ns.svc; Pod/lws-1 serves kueue-webhook.ns.svc");
    }

    private static Given running() {
        return Given.cluster().webhookService("lws-webhook").running("lws", 1, draft -> draft, "lws-webhook");
    }
}
