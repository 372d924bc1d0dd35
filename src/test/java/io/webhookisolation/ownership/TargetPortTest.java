package io.webhookisolation.ownership;

import static io.webhookisolation.ownership.Verdicts.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import org.junit.jupiter.api.Test;

/** E6: declared ports. */
class TargetPortTest {

    @Test
    void aDeclaredPortSpeaksForTheWorkloadByNameOrNumber() {
        var given = Given.manifests()
                .webhookService("by-name", draft -> draft.port(443, "webhook-server"))
                .webhookService("by-number", draft -> draft.port(443, "9443"))
                .deployment("op", draft -> draft.port("webhook-server", 9443));

        assertThat(evidence(given, "by-name", "op", "E6"))
                .containsExactly("E6 +5: Deployment/op declares port webhook-server");
        assertThat(evidence(given, "by-number", "op", "E6")).containsExactly("E6 +5: Deployment/op declares port 9443");
    }

    @Test
    void aMissingPortOrOneThatNoCallSiteUsesSaysNothing() {
        var given = Given.manifests()
                .webhookService("a", draft -> draft.port(443, "webhook-server").port(8080, "metrics"))
                .webhookService("b", draft -> draft.port(443, "9443"))
                .deployment("op", draft -> draft.port("metrics", 8080));

        assertThat(evidence(given, "a", "op", "E6")).isEmpty();
        assertThat(evidence(given, "b", "op", "E6")).isEmpty();
    }
}
