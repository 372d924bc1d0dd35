package io.webhookisolation.ownership;

import static io.webhookisolation.fixture.model.Origins.document;
import static io.webhookisolation.ownership.Verdicts.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.Provenance;
import org.junit.jupiter.api.Test;

/** E9: rights to the configuration that names the Service. */
class GrantedRightsTest {

    private static final String KIND = "ValidatingWebhookConfiguration";

    @Test
    void whoMayChangeTheConfigurationByNameSpeaksForHimself() {
        var given = operator("lws-manager").grant("lws-manager", KIND, "lws-webhook", Provenance.NONE);

        assertThat(evidence(given, "lws-webhook", "lws", "E9"))
                .containsExactly("E9 +10: Deployment/lws runs as ServiceAccount/lws-manager, which may change"
                        + " ValidatingWebhookConfiguration/lws-webhook");
    }

    @Test
    void podsThatNameNoAccountHaveTheDefaultOne() {
        var given = operator("").grant("default", KIND, "lws-webhook", Provenance.NONE);

        assertThat(evidence(given, "lws-webhook", "lws", "E9")).hasSize(1);
    }

    @Test
    void rightsOfAnotherAccountOrToAnotherObjectSayNothing() {
        var given = operator("lws-manager")
                .grant("default", KIND, "lws-webhook", Provenance.NONE)
                .grant("lws-manager", KIND, "kueue-webhook", Provenance.NONE)
                .grant("lws-manager", "MutatingWebhookConfiguration", "lws-webhook", Provenance.NONE)
                .in("elsewhere")
                .grant("lws-manager", KIND, "lws-webhook", Provenance.NONE);

        assertThat(evidence(given, "lws-webhook", "lws", "E9")).isEmpty();
    }

    @Test
    void inManifestsAGrantOfAnotherComponentMeansAnotherAccountOfThatName() {
        var given = Given.manifests()
                .webhookService("lws-webhook")
                .deployment("lws", draft -> draft.serviceAccount("manager").from(document("lws.yaml")))
                .grant("manager", KIND, "lws-webhook", document("kueue.yaml"));

        assertThat(evidence(given, "lws-webhook", "lws", "E9")).isEmpty();
    }

    private static Given operator(String account) {
        return Given.cluster().webhookService("lws-webhook").deployment("lws", draft -> draft.serviceAccount(account));
    }
}
