package io.webhookisolation.ownership;

import static io.webhookisolation.fixture.model.Origins.bundle;
import static io.webhookisolation.fixture.model.Origins.release;
import static io.webhookisolation.model.Relation.FOREIGN;
import static io.webhookisolation.model.Relation.UNKNOWN;
import static io.webhookisolation.ownership.Verdicts.NOW;
import static io.webhookisolation.ownership.Verdicts.lws;
import static io.webhookisolation.ownership.Verdicts.proved;
import static io.webhookisolation.ownership.Verdicts.served;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.fixture.model.WorkloadDraft;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.Provenance;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The strict rules for writes: for each the case that satisfies it, and what falls just short. */
class ProofOfAForeignWorkloadTest {

    private static final Instant EARLIER = NOW.minusSeconds(5);
    private static final ProbeOutcome REFUSED = new ProbeOutcome.Refused();
    private static final ProbeOutcome THEIRS = served("kueue-webhook.ns.svc");

    @Test
    void anotherServicesNameInTwoRoundsProvesIt() {
        assertThat(proved(lws(1).probe("lws-webhook", "lws-0", THEIRS, EARLIER, NOW), "lws-webhook", "lws"))
                .isEqualTo(FOREIGN);
    }

    @Test
    void oneRoundOrTwoInOneBreathDoNot() {
        assertThat(proved(lws(1).probe("lws-webhook", "lws-0", THEIRS, NOW), "lws-webhook", "lws"))
                .isEqualTo(UNKNOWN);
        assertThat(proved(
                        lws(1).probe("lws-webhook", "lws-0", THEIRS, EARLIER.plusMillis(1), NOW), "lws-webhook", "lws"))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void roundsBeforeAnotherAnswerDoNotCount() {
        var given = lws(1).probe("lws-webhook", "lws-0", THEIRS, EARLIER)
                .probe("lws-webhook", "lws-0", REFUSED, NOW.minusSeconds(2))
                .probe("lws-webhook", "lws-0", THEIRS, NOW);

        assertThat(proved(given, "lws-webhook", "lws")).isEqualTo(UNKNOWN);
    }

    @Test
    void aTimeOutInBetweenDoesNoHarm() {
        var given = lws(1).probe("lws-webhook", "lws-0", THEIRS, EARLIER)
                .probe("lws-webhook", "lws-0", new ProbeOutcome.TimedOut(), NOW.minusSeconds(2))
                .probe("lws-webhook", "lws-0", THEIRS, NOW);

        assertThat(proved(given, "lws-webhook", "lws")).isEqualTo(FOREIGN);
    }

    @Test
    void aNameOfNoWebhookServiceDoesNot() {
        assertThat(proved(
                        lws(1).probe("lws-webhook", "lws-0", served("localhost"), EARLIER, NOW), "lws-webhook", "lws"))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void aWildcardDoesNot() {
        var given = lws(1).probe("lws-webhook", "lws-0", served("*.other.svc"), EARLIER, NOW);

        assertThat(proved(given, "lws-webhook", "lws")).isEqualTo(UNKNOWN);
    }

    @Test
    void bothNamesInOneCertificateDoNot() {
        var both = new ProbeOutcome.Served(CertificateAuthority.create("other")
                .leaf("kueue-webhook.ns.svc", "lws-webhook.ns.svc")
                .chain());

        assertThat(proved(lws(1).probe("lws-webhook", "lws-0", both, EARLIER, NOW), "lws-webhook", "lws"))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void everyReadyEndpointMustShowIt() {
        var given = lws(2).probe("lws-webhook", "lws-0", THEIRS, EARLIER, NOW);

        assertThat(proved(given, "lws-webhook", "lws")).isEqualTo(UNKNOWN);
        assertThat(proved(given.probe("lws-webhook", "lws-1", THEIRS, EARLIER, NOW), "lws-webhook", "lws"))
                .isEqualTo(FOREIGN);
    }

    @Test
    void everyPortThatWasDialledMustShowIt() {
        var given = lws(1).probe("lws-webhook", "lws-0", THEIRS, EARLIER, NOW)
                .probe("lws-webhook", "lws-0", 9444, served("localhost"), EARLIER, NOW);

        assertThat(proved(given, "lws-webhook", "lws")).isEqualTo(UNKNOWN);
    }

    @Test
    void whoMountsTheServicesSecretIsNeverForeign() {
        var given = lws(1, draft -> draft.mounts("shared"))
                .certificate("lws", "shared", "lws-webhook.ns.svc")
                .certificate("kueue", "shared", "kueue-webhook.ns.svc")
                .probe("lws-webhook", "lws-0", THEIRS, EARLIER, NOW);

        assertThat(proved(given, "lws-webhook", "lws")).isEqualTo(UNKNOWN);
    }

    @Test
    void threeRefusalsOverTwoMinutesProveItOfAnotherComponent() {
        assertThat(proved(refusing(release("kueue"), draft -> draft), "lws-webhook", "kueue"))
                .isEqualTo(FOREIGN);
        assertThat(proved(refusing(bundle("kueue.v1"), draft -> draft), "lws-webhook", "kueue"))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void anotherBundleOfOlmIsAnotherComponentToo() {
        var given = Given.cluster()
                .webhookService("lws-webhook", draft -> draft.from(bundle("lws.v1")))
                .running("kueue", 1, draft -> draft.from(bundle("kueue.v1")), "lws-webhook")
                .probe("lws-webhook", "kueue-0", REFUSED, NOW.minusSeconds(120), NOW.minusSeconds(60), NOW);

        assertThat(proved(given, "lws-webhook", "kueue")).isEqualTo(FOREIGN);
    }

    @Test
    void refusalsProveNothingOfTheSameOrAnUnmarkedComponent() {
        assertThat(proved(refusing(release("lws"), draft -> draft), "lws-webhook", "kueue"))
                .isEqualTo(UNKNOWN);
        assertThat(proved(refusing(Provenance.NONE, draft -> draft), "lws-webhook", "kueue"))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void refusalsProveNothingOfWhoNamesTheService() {
        assertThat(proved(refusing(release("kueue"), draft -> draft.word("lws-webhook")), "lws-webhook", "kueue"))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void twoRefusalsOrLessThanTwoMinutesDoNot() {
        var two = strange(release("kueue"), draft -> draft)
                .probe("lws-webhook", "kueue-0", REFUSED, NOW.minusSeconds(120), NOW);
        var brief = strange(release("kueue"), draft -> draft)
                .probe("lws-webhook", "kueue-0", REFUSED, NOW.minusSeconds(119), NOW.minusSeconds(60), NOW);

        assertThat(proved(two, "lws-webhook", "kueue")).isEqualTo(UNKNOWN);
        assertThat(proved(brief, "lws-webhook", "kueue")).isEqualTo(UNKNOWN);
    }

    @Test
    void whoServesAnUnrelatedNameDoesNotRefuse() {
        var given = strange(release("kueue"), draft -> draft)
                .probe("lws-webhook", "kueue-0", served("localhost"), NOW.minusSeconds(120), NOW.minusSeconds(60), NOW);

        assertThat(proved(given, "lws-webhook", "kueue")).isEqualTo(UNKNOWN);
    }

    @Test
    void aPodThatIsNotReadyMayStillBeStarting() {
        var given = Given.cluster()
                .webhookService("lws-webhook", draft -> draft.from(release("lws")))
                .deployment("kueue", draft -> draft.from(release("kueue")))
                .pod("kueue-0", draft -> draft.notReady().controlledBy("Deployment", "kueue"))
                .endpoint("lws-webhook", "kueue-0")
                .probe("lws-webhook", "kueue-0", REFUSED, NOW.minusSeconds(120), NOW.minusSeconds(60), NOW);

        assertThat(proved(given, "lws-webhook", "kueue")).isEqualTo(UNKNOWN);
    }

    @Test
    void aWorkloadWithoutReadyEndpointsIsForeignOnlyByTheSecretsThatItMounts() {
        assertThat(proved(lws(0), "lws-webhook", "lws")).isEqualTo(UNKNOWN);
        assertThat(proved(
                        lws(0, draft -> draft.mounts("kueue-cert"))
                                .certificate("kueue", "kueue-cert", "kueue-webhook.ns.svc"),
                        "lws-webhook",
                        "lws"))
                .isEqualTo(FOREIGN);
    }

    @Test
    void theSecretsThatAReadyWorkloadMountsDoNotProveItForeign() {
        var given =
                lws(1, draft -> draft.mounts("kueue-cert")).certificate("kueue", "kueue-cert", "kueue-webhook.ns.svc");

        assertThat(proved(given, "lws-webhook", "lws")).isEqualTo(UNKNOWN);
    }

    @Test
    void aSecretForNoWebhookServiceProvesNothingOfAWorkloadWithoutEndpoints() {
        var given =
                lws(0, draft -> draft.mounts("metrics-cert")).certificate("metrics", "metrics-cert", "metrics.ns.svc");

        assertThat(proved(given, "lws-webhook", "lws")).isEqualTo(UNKNOWN);
    }

    private static Given refusing(Provenance provenance, UnaryOperator<WorkloadDraft> options) {
        return strange(provenance, options)
                .probe("lws-webhook", "kueue-0", REFUSED, NOW.minusSeconds(120))
                .probe("lws-webhook", "kueue-0", new ProbeOutcome.NotTls("HTTP"), NOW.minusSeconds(60), NOW);
    }

    private static Given strange(Provenance provenance, UnaryOperator<WorkloadDraft> options) {
        return Given.cluster()
                .webhookService("lws-webhook", draft -> draft.from(release("lws")))
                .running("kueue", 1, draft -> options.apply(draft).from(provenance), "lws-webhook");
    }
}
