package io.webhookisolation.ownership;

import static io.webhookisolation.ownership.Verdicts.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import org.junit.jupiter.api.Test;

/** E7 and E8: names. */
class NamesTest {

    @Test
    void aPrefixLongerThanThatOfOtherSelectedWorkloadsSpeaksForTheWorkload() {
        var given = Given.manifests()
                .webhookService("metallb-operator-webhook-service")
                .deployment("metallb-operator-controller-manager")
                .deployment("metallb-controller")
                .deployment("metallb-operator-webhook-server", draft -> draft.without("control-plane"));

        assertThat(evidence(given, "metallb-operator-webhook-service", "metallb-operator-controller-manager", "E7"))
                .containsExactly("E7 +10: Deployment/metallb-operator-controller-manager alone shares the name"
                        + " prefix metallb-operator with the Service");
        assertThat(evidence(given, "metallb-operator-webhook-service", "metallb-controller", "E7"))
                .isEmpty();
    }

    @Test
    void anEqualPrefixAndOneOfScaffoldWordsSayNothing() {
        var given = Given.manifests()
                .webhookService("lws-webhook-service")
                .webhookService("webhook-service")
                .deployment("lws-blue")
                .deployment("lws-green")
                .deployment("webhook-server");

        assertThat(evidence(given, "lws-webhook-service", "lws-blue", "E7")).isEmpty();
        assertThat(evidence(given, "webhook-service", "webhook-server", "E7")).isEmpty();
    }

    @Test
    void theServicesNameInArgumentsOrMountsSpeaksForTheWorkload() {
        var given = Given.manifests()
                .webhookService("lws-webhook-service")
                .deployment("argument", draft -> draft.word("lws-webhook-service"))
                .deployment("host", draft -> draft.word("lws-webhook-service.ns.svc"))
                .deployment("mount", draft -> draft.mounts("lws-webhook-service-cert"))
                .deployment("other", draft -> draft.word("lws-webhook-service2").mounts("lws-webhook-services"));

        assertThat(evidence(given, "lws-webhook-service", "argument", "E8"))
                .containsExactly("E8 +10: arguments, environment or mounts of Deployment/argument name the Service");
        assertThat(evidence(given, "lws-webhook-service", "host", "E8")).hasSize(1);
        assertThat(evidence(given, "lws-webhook-service", "mount", "E8")).hasSize(1);
        assertThat(evidence(given, "lws-webhook-service", "other", "E8")).isEmpty();
    }

    @Test
    void aNameOfScaffoldWordsMustStandWithItsNamespace() {
        var given = Given.manifests()
                .webhookService("webhook")
                .deployment("word", draft -> draft.word("webhook").mounts("webhook-certs"))
                .deployment("host", draft -> draft.word("webhook.ns.svc"));

        assertThat(evidence(given, "webhook", "word", "E8")).isEmpty();
        assertThat(evidence(given, "webhook", "host", "E8")).hasSize(1);
    }
}
