package io.webhookisolation.ownership;

import static io.webhookisolation.fixture.model.Origins.document;
import static io.webhookisolation.fixture.model.Origins.documentAndHome;
import static io.webhookisolation.fixture.model.Origins.home;
import static io.webhookisolation.ownership.Verdicts.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import org.junit.jupiter.api.Test;

/** E10: where manifests come from. */
class SourceDocumentTest {

    @Test
    void theSameDocumentSpeaksForTheWorkload() {
        var given = Given.manifests()
                .webhookService("a", draft -> draft.from(document("a.yaml")))
                .deployment("op", draft -> draft.from(document("a.yaml")));

        assertThat(evidence(given, "a", "op", "E10"))
                .containsExactly("E10 +40: Deployment/op and the Service come from a.yaml");
    }

    @Test
    void anotherDocumentSaysNothingByItself() {
        var given = Given.manifests()
                .webhookService("a", draft -> draft.from(document("a.yaml")))
                .webhookService("b", draft -> draft.from(document("op.yaml")).selects("app", "b"))
                .deployment("op", draft -> draft.from(document("op.yaml")));

        assertThat(evidence(given, "a", "op", "E10")).isEmpty();
    }

    @Test
    void anotherDocumentWithAWebhookServiceThatSelectsTheWorkloadSpeaksAgainstIt() {
        var given = Given.manifests()
                .webhookService("a", draft -> draft.from(document("a.yaml")))
                .webhookService("b", draft -> draft.from(document("b.yaml")))
                .deployment("op", draft -> draft.from(document("b.yaml")));

        assertThat(evidence(given, "a", "op", "E10"))
                .containsExactly("E10 -25: Deployment/op comes from b.yaml with Service/b, which selects it too");
    }

    @Test
    void theNamespacesThatManifestsNameSpeakForOrAgainst() {
        var given = Given.manifests()
                .webhookService("a", draft -> draft.from(home("a-system")))
                .deployment("same", draft -> draft.from(home("a-system")))
                .deployment("other", draft -> draft.from(home("b-system")))
                .deployment("none");

        assertThat(evidence(given, "a", "same", "E10"))
                .containsExactly("E10 +15: the manifests put Deployment/same and the Service into namespace a-system");
        assertThat(evidence(given, "a", "other", "E10"))
                .containsExactly("E10 -100: the manifests put Deployment/other into namespace b-system and the"
                        + " Service into a-system");
        assertThat(evidence(given, "a", "none", "E10")).isEmpty();
    }

    @Test
    void onAClusterDocumentsAndNamespacesSayNothing() {
        var given = Given.cluster()
                .webhookService("a", draft -> draft.from(documentAndHome("a.yaml", "ns")))
                .deployment("op", draft -> draft.from(documentAndHome("a.yaml", "ns")));

        assertThat(evidence(given, "a", "op", "E10")).isEmpty();
    }
}
