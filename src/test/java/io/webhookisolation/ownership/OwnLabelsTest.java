package io.webhookisolation.ownership;

import static io.webhookisolation.ownership.Verdicts.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import org.junit.jupiter.api.Test;

/** E4: the Service's own labels. */
class OwnLabelsTest {

    @Test
    void equalLabelsSpeakForTheWorkload() {
        var given = Given.manifests()
                .webhookService(
                        "a",
                        draft ->
                                draft.label("app.kubernetes.io/name", "lws").label("app.kubernetes.io/instance", "lws"))
                .deployment("op", draft -> draft.label("app.kubernetes.io/name", "lws"));

        assertThat(evidence(given, "a", "op", "E4"))
                .containsExactly("E4 +20: Pods of Deployment/op carry the Service's own app.kubernetes.io/name=lws");
    }

    @Test
    void otherLabelsSpeakAgainstIt() {
        var given = Given.manifests()
                .webhookService("a", draft -> draft.label("app.kubernetes.io/part-of", "lws"))
                .deployment("op", draft -> draft.label("app.kubernetes.io/part-of", "kueue"));

        assertThat(evidence(given, "a", "op", "E4"))
                .containsExactly("E4 -10: Pods of Deployment/op carry app.kubernetes.io/part-of=kueue,"
                        + " the Service has app.kubernetes.io/part-of=lws");
    }

    @Test
    void valuesOfScaffoldsAndOtherKeysSayNothing() {
        var given = Given.manifests()
                .webhookService(
                        "lws-webhook",
                        draft -> draft.label("app.kubernetes.io/name", "service")
                                .label("app.kubernetes.io/instance", "webhook-service")
                                .label("app.kubernetes.io/part-of", "lws-webhook")
                                .label("app", "lws"))
                .deployment(
                        "op",
                        draft -> draft.label("app.kubernetes.io/name", "service")
                                .label("app.kubernetes.io/instance", "other")
                                .label("app.kubernetes.io/part-of", "other")
                                .label("app", "lws"));

        assertThat(evidence(given, "lws-webhook", "op", "E4")).isEmpty();
    }

    @Test
    void agreementAndContradictionTogetherSayNothing() {
        var given = Given.manifests()
                .webhookService(
                        "a",
                        draft ->
                                draft.label("app.kubernetes.io/name", "lws").label("app.kubernetes.io/instance", "one"))
                .deployment(
                        "op",
                        draft -> draft.label("app.kubernetes.io/name", "lws")
                                .label("app.kubernetes.io/instance", "two"));

        assertThat(evidence(given, "a", "op", "E4")).isEmpty();
    }
}
