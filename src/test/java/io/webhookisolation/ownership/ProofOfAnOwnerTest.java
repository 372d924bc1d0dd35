package io.webhookisolation.ownership;

import static io.webhookisolation.fixture.model.Origins.release;
import static io.webhookisolation.model.Relation.OWNER;
import static io.webhookisolation.model.Relation.UNKNOWN;
import static io.webhookisolation.ownership.Verdicts.NOW;
import static io.webhookisolation.ownership.Verdicts.ROOT;
import static io.webhookisolation.ownership.Verdicts.lws;
import static io.webhookisolation.ownership.Verdicts.proved;
import static io.webhookisolation.ownership.Verdicts.served;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.model.CallSiteDraft;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.ProbeOutcome;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The strict rules for writes: for each the case that satisfies it, and what falls just short. */
class ProofOfAnOwnerTest {

    private static final ProbeOutcome REFUSED = new ProbeOutcome.Refused();
    private static final ProbeOutcome OURS = served("lws-webhook.ns.svc");
    private static final ProbeOutcome THEIRS = served("kueue-webhook.ns.svc");

    @Test
    void nothingIsProvedWithoutAProbeOrASecret() {
        assertThat(proved(lws(1), "lws-webhook", "lws")).isEqualTo(UNKNOWN);
    }

    @Test
    void aChainThatVerifiesAgainstACallSitesBundleProvesIt() {
        assertThat(proved(lws(1).probe("lws-webhook", "lws-0", OURS, NOW), "lws-webhook", "lws"))
                .isEqualTo(OWNER);
    }

    @Test
    void theNameAloneDoesNot() {
        var impostor = CertificateAuthority.create("impostor").leaf("lws-webhook.ns.svc");

        var given = lws(1).probe("lws-webhook", "lws-0", new ProbeOutcome.Served(impostor.chain()), NOW);

        assertThat(proved(given, "lws-webhook", "lws")).isEqualTo(UNKNOWN);
    }

    @Test
    void theChainAloneDoesNot() {
        assertThat(proved(lws(1).probe("lws-webhook", "lws-0", served("localhost"), NOW), "lws-webhook", "lws"))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void theBundleOfOneCallSiteIsEnough() {
        var given = Given.cluster()
                .service("lws-webhook")
                .callSite("without", "lws-webhook", site -> site)
                .callSite("with", "lws-webhook", site -> site.bundle(ROOT.bundle()))
                .running("lws", 1, draft -> draft, "lws-webhook")
                .probe("lws-webhook", "lws-0", OURS, NOW);

        assertThat(proved(given, "lws-webhook", "lws")).isEqualTo(OWNER);
    }

    @Test
    void allItsPodsThatAnsweredMustAgree() {
        var given = lws(3).probe("lws-webhook", "lws-0", OURS, NOW)
                .probe("lws-webhook", "lws-1", new ProbeOutcome.TimedOut(), NOW);

        assertThat(proved(given, "lws-webhook", "lws")).isEqualTo(OWNER);
        assertThat(proved(given.probe("lws-webhook", "lws-2", REFUSED, NOW), "lws-webhook", "lws"))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void theLastAnswerCounts() {
        var given = lws(1).probe("lws-webhook", "lws-0", OURS, NOW.minusSeconds(60))
                .probe("lws-webhook", "lws-0", REFUSED, NOW);

        assertThat(proved(given, "lws-webhook", "lws")).isEqualTo(UNKNOWN);
    }

    @Test
    void theMountedSecretProvesItWithoutAProbe() {
        assertThat(proved(withSecret(0), "lws-webhook", "lws")).isEqualTo(OWNER);
        assertThat(proved(withSecret(1), "lws-webhook", "lws")).isEqualTo(OWNER);
    }

    @Test
    void theMountedSecretProvesItWhileTheBundleDoesNotFitOrTheServerStarts() {
        var impostor = CertificateAuthority.create("new").leaf("lws-webhook.ns.svc");

        assertThat(proved(
                        withSecret(1).probe("lws-webhook", "lws-0", new ProbeOutcome.Served(impostor.chain()), NOW),
                        "lws-webhook",
                        "lws"))
                .isEqualTo(OWNER);
        assertThat(proved(withSecret(1).probe("lws-webhook", "lws-0", REFUSED, NOW), "lws-webhook", "lws"))
                .isEqualTo(OWNER);
    }

    @Test
    void aStaleCertificateContradictsTheMountedSecret() {
        assertThat(proved(withSecret(1).probe("lws-webhook", "lws-0", THEIRS, NOW), "lws-webhook", "lws"))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void aSecretThatTwoCertificatesWriteProvesNothing() {
        var given = withSecret(1).certificate("kueue", "cert", "kueue-webhook.ns.svc");

        assertThat(proved(given, "lws-webhook", "lws")).isEqualTo(UNKNOWN);
    }

    @Test
    void everyTemplateThatWantsPodsMustMountTheSecret() {
        var given = withSecret(1).workload("ReplicaSet", "lws-old", draft -> draft.controlledBy("Deployment", "lws"));

        assertThat(proved(given, "lws-webhook", "lws")).isEqualTo(UNKNOWN);
    }

    @Test
    void aSiblingsProofCountsWhereNobodyVerifiesAnything() {
        assertThat(proved(apiService(site -> site.insecure()), "visibility", "kueue"))
                .isEqualTo(OWNER);
        assertThat(proved(apiService(site -> site.kind(CallSiteKind.API_SERVICE)), "visibility", "kueue"))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void aSiblingThatSaysOtherwiseOutweighsIt() {
        var given = apiService(site -> site.insecure())
                .webhookService("second-webhook", draft -> draft.from(release("kueue")))
                .webhookService("lws-webhook", draft -> draft.selects("app", "lws"))
                .endpoint("second-webhook", "kueue-0")
                .probe("webhook", "kueue-0", served("webhook.ns.svc"), NOW)
                .probe("second-webhook", "kueue-0", served("lws-webhook.ns.svc"), NOW.minusSeconds(5), NOW);

        assertThat(proved(given, "visibility", "kueue")).isEqualTo(UNKNOWN);
    }

    private static Given apiService(UnaryOperator<CallSiteDraft> callSite) {
        return Given.cluster()
                .service("webhook", draft -> draft.from(release("kueue")))
                .callSite("webhook", "webhook", site -> site.bundle(ROOT.bundle()))
                .service("visibility", draft -> draft.from(release("kueue")))
                .callSite("visibility", "visibility", callSite)
                .running("kueue", 1, draft -> draft, "webhook", "visibility")
                .probe("webhook", "kueue-0", served("webhook.ns.svc"), NOW);
    }

    private static Given withSecret(int pods) {
        return lws(pods, draft -> draft.mounts("cert")).certificate("lws", "cert", "lws-webhook.ns.svc");
    }
}
