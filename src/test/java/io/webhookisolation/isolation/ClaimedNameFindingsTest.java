package io.webhookisolation.isolation;

import static io.webhookisolation.isolation.Found.messages;
import static io.webhookisolation.isolation.Found.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.CallSiteKind;
import org.junit.jupiter.api.Test;

/** What findings about names say: a sentence that stands by itself, on the object to look at first, with evidence. */
class ClaimedNameFindingsTest {

    @Test
    void aServiceThatTwoManifestsClaimIsNamedWithBoth() {
        var given = Given.manifests()
                .service("lws", draft -> draft.at("a.yaml", 1))
                .service("lws", draft -> draft.at("b.yaml", 7))
                .callSite("hooks", "lws", site -> site)
                .deployment("lws");

        assertThat(only(given).code().name()).isEqualTo("WI305");
        assertThat(only(given).message())
                .isEqualTo("Service ns/lws is claimed by 2 manifests, a.yaml:1:1, b.yaml:7:1:"
                        + " whichever is installed last overwrites the other");
        assertThat(only(given).evidence()).containsExactly("a.yaml:1:1", "b.yaml:7:1");
    }

    @Test
    void aConfigurationThatTwoManifestsClaimIsNamedToo() {
        var given = Given.manifests()
                .service("lws")
                .callSite("hooks", "lws", site -> site.at("a.yaml", 1))
                .callSite("hooks", "lws", site -> site.at("b.yaml", 1))
                .deployment("lws");

        assertThat(only(given).message()).startsWith("ValidatingWebhookConfiguration hooks is claimed by 2");
    }

    @Test
    void twoEntriesOfOneConfigurationAndAnotherKindOfItsNameAreFine() {
        var given = Given.manifests()
                .service("lws")
                .callSite("hooks", "lws", site -> site.entry("a"))
                .callSite("hooks", "lws", site -> site.entry("b"))
                .callSite("hooks", "lws", site -> site.kind(CallSiteKind.MUTATING_WEBHOOK))
                .deployment("lws");

        assertThat(messages(given)).isEmpty();
    }

    @Test
    void aServiceThatNobodyCallsIsOverwrittenAsWell() {
        var given = Given.manifests()
                .service("metrics", draft -> draft.at("a.yaml", 1))
                .service("metrics", draft -> draft.at("b.yaml", 1));

        assertThat(only(given).message()).startsWith("Service ns/metrics is claimed by 2 manifests");
    }
}
