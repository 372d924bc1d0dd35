package io.webhookisolation.isolation;

import static io.webhookisolation.fixture.model.Origins.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.CallSiteDraft;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.Provenance;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** WI305 on a cluster: traces of a component whose configuration another one has overwritten. */
class NameClaimsTest {

    @Test
    void aConfigurationOfAReleaseElsewhereThatCallsAStrangersServiceIsToldOf() {
        var finding =
                Found.only(FindingCode.WI305, world(release("kueue-system", "kueue"), release("lws"), site -> site));

        assertThat(finding.severity().word()).isEqualTo("warning");
        assertThat(finding.object().kindAndName()).isEqualTo("ValidatingWebhookConfiguration/hooks");
        assertThat(finding.message())
                .isEqualTo(
                        "ValidatingWebhookConfiguration hooks is of Helm release kueue-system/kueue and calls Service"
                                + " ns/lws-webhook, which is not: two components seem to claim this name, and the last has it");
        assertThat(finding.evidence()).containsExactly("Service ns/lws-webhook is of Helm release ns/lws");
    }

    @Test
    void aServiceOfNoReleaseIsAStrangersToo() {
        var finding =
                Found.only(FindingCode.WI305, world(release("kueue-system", "kueue"), Provenance.NONE, site -> site));

        assertThat(finding.evidence()).containsExactly("Service ns/lws-webhook is of no Helm release");
    }

    @Test
    void aReleaseMaySpreadOverNamespaces() {
        var release = release("kueue-system", "kueue");

        assertThat(Found.of(FindingCode.WI305, world(release, release, site -> site)))
                .isEmpty();
    }

    @Test
    void twoReleasesOfOneNamespaceMayBelongTogether() {
        assertThat(Found.of(FindingCode.WI305, world(release("hooks"), release("lws"), site -> site)))
                .isEmpty();
    }

    @Test
    void aNamespaceThatOnlyBeginsAlikeIsAnother() {
        assertThat(Found.of(FindingCode.WI305, world(release("ns-2", "kueue"), release("lws"), site -> site)))
                .hasSize(1);
    }

    @Test
    void whatIsToBeIgnoredOrOfNoReleaseIsNotMentioned() {
        var ignored = world(release("kueue-system", "kueue"), release("lws"), site -> site.ignored("known"));
        var ofNoRelease = world(Provenance.NONE, release("lws"), site -> site);

        assertThat(Found.of(FindingCode.WI305, ignored)).isEmpty();
        assertThat(Found.of(FindingCode.WI305, ofNoRelease)).isEmpty();
    }

    private static Given world(Provenance configuration, Provenance service, UnaryOperator<CallSiteDraft> options) {
        return Given.cluster()
                .service("lws-webhook", draft -> draft.from(service))
                .callSite("hooks", "lws-webhook", site -> options.apply(site.from(configuration)))
                .running("lws", 1, draft -> draft, "lws-webhook");
    }
}
