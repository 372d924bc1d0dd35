package io.webhookisolation.isolation;

import static io.webhookisolation.isolation.Found.NOW;
import static io.webhookisolation.isolation.Serving.FAR_AWAY;
import static io.webhookisolation.isolation.Serving.LONG_AGO;
import static io.webhookisolation.isolation.Serving.NAME;
import static io.webhookisolation.isolation.Serving.ROOT;
import static io.webhookisolation.isolation.Serving.SECOND;
import static io.webhookisolation.isolation.Serving.STRANGER;
import static io.webhookisolation.isolation.Serving.authority;
import static io.webhookisolation.isolation.Serving.calledBy;
import static io.webhookisolation.isolation.Serving.leaf;
import static io.webhookisolation.isolation.Serving.served;
import static io.webhookisolation.isolation.Serving.serving;
import static io.webhookisolation.isolation.Serving.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.fixture.model.CallSiteDraft;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.ProbeOutcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is said of a call site's trust in what owners serve. */
class TrustFindingsTest {

    @Test
    void anAuthorityThatTheBundleLacksIsAMismatch() {
        var finding = Found.only(FindingCode.WI203, serving(served(STRANGER, LONG_AGO, FAR_AWAY, NAME)));

        assertThat(finding.object().kindAndName()).isEqualTo("ValidatingWebhookConfiguration/hooks");
        assertThat(finding.message())
                .isEqualTo("ValidatingWebhookConfiguration/hooks does not trust what Pod/lws-0 behind Service"
                        + " ns/lws-webhook serves: calls fail");
        assertThat(finding.evidence())
                .containsExactly("Pod/lws-0 serves a certificate of CN=stranger: x509: certificate signed by"
                        + " unknown authority");
    }

    @Test
    void replicasOfDifferentAuthoritiesDiverge() {
        var given = serving(leaf(LONG_AGO, FAR_AWAY), served(STRANGER, LONG_AGO, FAR_AWAY, NAME));

        var finding = Found.only(FindingCode.WI207, given);

        assertThat(finding.object().kindAndName()).isEqualTo("Service/lws-webhook");
        assertThat(finding.message())
                .isEqualTo("Replicas behind Service ns/lws-webhook serve certificates of different authorities, and"
                        + " ValidatingWebhookConfiguration/hooks does not trust that of Pod/lws-1: calls that land"
                        + " there fail");
        assertThat(Found.of(FindingCode.WI203, given)).isEmpty();
    }

    @Test
    void replicasOfOneUnknownAuthorityDoNotDiverge() {
        var given = serving(served(STRANGER, LONG_AGO, FAR_AWAY, NAME), served(STRANGER, LONG_AGO, FAR_AWAY, NAME));

        assertThat(Found.of(FindingCode.WI207, given)).isEmpty();
        assertThat(Found.only(FindingCode.WI203, given).message()).contains("what Pod/lws-0, Pod/lws-1 behind");
    }

    @Test
    void anAuthorityThatIsOverIsNamedAtTheCaller() {
        var over = authority("over", LONG_AGO, NOW.minus(SECOND));

        var finding = Found.only(FindingCode.WI204, trusting(over.bundle(), served(over, LONG_AGO, FAR_AWAY, NAME)));

        assertThat(finding.object().kindAndName()).isEqualTo("ValidatingWebhookConfiguration/hooks");
        assertThat(finding.message())
                .isEqualTo("ValidatingWebhookConfiguration/hooks trusts what Pod/lws-0 behind Service"
                        + " ns/lws-webhook serves by certificates whose time is over: calls that land there fail");
    }

    @Test
    void anAuthorityThatEndsSoonIsNamedWithItsDates() {
        var ending = authority("ending", LONG_AGO, NOW.plus(Duration.ofDays(29)));

        var finding =
                Found.only(FindingCode.WI205, trusting(ending.bundle(), served(ending, LONG_AGO, FAR_AWAY, NAME)));

        assertThat(finding.severity().word()).isEqualTo("warning");
        assertThat(finding.message())
                .isEqualTo("CN=ending, by which ValidatingWebhookConfiguration/hooks trusts what Service"
                        + " ns/lws-webhook serves, ends at 2026-06-30T12:00:00Z");
        assertThat(finding.evidence())
                .containsExactly("CN=ending is valid from 2020-01-01T00:00:00Z to 2026-06-30T12:00:00Z");
    }

    @Test
    void theOneOfAPathThatEndsFirstCounts() {
        var root = authority("top", LONG_AGO, NOW.plus(Duration.ofDays(29)));
        var middle = root.intermediate("middle", draft -> draft.valid(LONG_AGO, NOW.plus(Duration.ofDays(20))));
        var leaf = middle.leaf(NAME, draft -> draft.names(NAME).valid(LONG_AGO, FAR_AWAY));

        var finding = Found.only(FindingCode.WI205, trusting(root.bundle(), new ProbeOutcome.Served(leaf.chain())));

        assertThat(finding.message()).startsWith("CN=middle, by which");
    }

    @Test
    void whereNobodyAnswersTheBundleSpeaksForItself() {
        var first = authority("first", LONG_AGO, NOW.minusSeconds(20));
        var last = authority("last", LONG_AGO, NOW.minusSeconds(10));

        var finding = Found.only(FindingCode.WI204, trusting(Pem.bundle(first.certificate(), last.certificate())));

        assertThat(finding.message())
                .isEqualTo("Each certificate in the caBundle of ValidatingWebhookConfiguration/hooks is over, the"
                        + " last since 2026-06-01T11:59:50Z: every call fails");
        assertThat(finding.evidence())
                .containsExactly(
                        "CN=first is valid from 2020-01-01T00:00:00Z to 2026-06-01T11:59:40Z",
                        "CN=last is valid from 2020-01-01T00:00:00Z to 2026-06-01T11:59:50Z");
    }

    @Test
    void itsLastInstantBelongsToAnAuthorityToo() {
        var given = trusting(authority("ending", LONG_AGO, NOW).bundle());

        assertThat(Found.of(FindingCode.WI204, given)).isEmpty();
        assertThat(Found.only(FindingCode.WI205, given).message())
                .isEqualTo("CN=ending, the last in the caBundle of ValidatingWebhookConfiguration/hooks, ends at"
                        + " 2026-06-01T12:00:00Z");
    }

    @Test
    void aLastingAuthorityBesideOneThatIsOverIsEnough() {
        var over = authority("over", LONG_AGO, NOW.minus(SECOND));
        var given = trusting(Pem.bundle(over.certificate(), ROOT.certificate()));

        assertThat(Found.of(FindingCode.WI204, given)).isEmpty();
        assertThat(Found.of(FindingCode.WI205, given)).isEmpty();
    }

    @Test
    void whoVerifiesNothingTrustsNobody() {
        var given = calledBy(CallSiteDraft::insecure, served(STRANGER, LONG_AGO, NOW.minus(SECOND), NAME));

        assertThat(Found.of(FindingCode.WI203, given)).isEmpty();
        assertThat(Found.of(FindingCode.WI204, given)).isEmpty();
    }

    @Test
    void whoIsToBeIgnoredIsNotJudged() {
        var given = calledBy(
                site -> site.bundle(ROOT.bundle()).ignored("known"), served(STRANGER, LONG_AGO, FAR_AWAY, NAME));

        assertThat(Found.of(FindingCode.WI203, given)).isEmpty();
    }

    @Test
    void whatForeignPodsServeIsNoMatterOfTrust() {
        var given = serving(leaf(LONG_AGO, FAR_AWAY))
                .webhookService("kueue-webhook", draft -> draft.selects("app", "kueue"))
                .running("kueue", 1, draft -> draft.label("app", "kueue"), "lws-webhook")
                .probe("lws-webhook", "kueue-0", served(STRANGER, LONG_AGO, FAR_AWAY, "kueue-webhook.ns.svc"), NOW);

        assertThat(Found.of(FindingCode.WI101, given)).hasSize(1);
        assertThat(Found.of(FindingCode.WI201, given)).isEmpty();
        assertThat(Found.of(FindingCode.WI203, given)).isEmpty();
    }

    @Test
    void aServiceThatIsToBeIgnoredIsNotJudged() {
        var given = Given.cluster()
                .service("lws-webhook", draft -> draft.ignored("known"))
                .callSite("hooks", "lws-webhook", site -> site.bundle(ROOT.bundle()))
                .running("lws", 1, draft -> draft, "lws-webhook")
                .probe("lws-webhook", "lws-0", served(STRANGER, LONG_AGO, FAR_AWAY, NAME), NOW);

        assertThat(Found.of(FindingCode.WI203, given)).isEmpty();
    }
}
