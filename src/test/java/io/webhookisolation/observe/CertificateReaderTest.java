package io.webhookisolation.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.proxy.Faults;
import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.LiveCallSites;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.scenario.ControlPlane;
import io.webhookisolation.scenario.OperatorAccount;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnControlPlane
class CertificateReaderTest {

    private static final String KEY = "the bytes of a private key";
    private static final TrustBundle BUNDLE = CertificateAuthority.create("g1").bundle();

    private final ControlPlane plane;
    private final String namespace;
    private final CertificateReader reader;

    CertificateReaderTest(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace.name();
        this.reader = new CertificateReader(plane.client());
    }

    @Test
    void aSecretIsReadWithAllThatADecisionNeedsAndWithoutCopiesOfItsKey() {
        // given
        var made = plane.client().resource(secret()).fieldManager("helm").serverSideApply();

        // when
        var look = reader.secret(namespace, "serving");

        // then
        assertThat(look).isInstanceOfSatisfying(Look.Seen.class, seen -> {
            var secret = (SeenSecret) seen.what();
            assertThat(secret.key().toString()).isEqualTo("Secret " + namespace + "/serving");
            assertThat(secret.uid()).isEqualTo(made.getMetadata().getUid());
            assertThat(secret.resourceVersion()).isEqualTo(made.getMetadata().getResourceVersion());
            assertThat(secret.type()).isEqualTo("Opaque");
            assertThat(secret.immutable()).isTrue();
            assertThat(secret.labels()).isEqualTo(Map.of("app", "lws"));
            assertThat(secret.annotations()).isEqualTo(Map.of("cert-manager.io/certificate-name", "serving"));
            assertThat(secret.writers()).containsExactly("helm");
            assertThat(secret.data())
                    .isEqualTo(new SecretContent(Map.of("tls.key", KEY.getBytes(StandardCharsets.US_ASCII))));
            assertThat(secret.toString()).doesNotContain(KEY).doesNotContain(base64(KEY));
        });
    }

    @Test
    void whatIsNotThereIsAbsent() {
        // when
        var secret = reader.secret(namespace, "absent");
        var uid = reader.namespaceUid("no-such-namespace");
        var sites = reader.callSites(CallSiteKind.API_SERVICE, "v1.no.such.group");

        // then
        assertThat(secret).isEqualTo(new Look.Absent<>());
        assertThat(uid).isEqualTo(new Look.Absent<>());
        assertThat(sites).isEqualTo(new Look.Absent<>());
    }

    @Test
    void theUidOfANamespaceIsRead() {
        // when
        var look = reader.namespaceUid(namespace);

        // then
        assertThat(look)
                .isEqualTo(new Look.Seen<>(plane.client()
                        .namespaces()
                        .withName(namespace)
                        .get()
                        .getMetadata()
                        .getUid()));
    }

    @Test
    void theEntriesOfAConfigurationStandAtTheirIndexesAndTellWhoWroteTheirBundles() {
        // given
        var made = plane.client()
                .resource(configuration())
                .fieldManager("cainjector")
                .serverSideApply();

        // when
        var look = reader.callSites(CallSiteKind.VALIDATING_WEBHOOK, namespace);

        // then
        assertThat(look).isInstanceOfSatisfying(Look.Seen.class, seen -> {
            var live = (LiveCallSites) seen.what();
            assertThat(live.object().kindAndName()).isEqualTo("ValidatingWebhookConfiguration/" + namespace);
            assertThat(live.uid()).isEqualTo(made.getMetadata().getUid());
            assertThat(live.resourceVersion()).isEqualTo(made.getMetadata().getResourceVersion());
            assertThat(live.callSites())
                    .extracting(site -> site.entry() + " " + site.bundle().isEmpty() + " "
                            + site.control().writer())
                    .containsExactly("b.lws.test true ", "a.lws.test false cainjector");
            assertThat(live.callSites().getFirst().control().mark("webhook-isolation.io/inject-ca"))
                    .isEqualTo("ns/policy");
        });
    }

    @Test
    void aMissingPermissionAndATroubleAreHiddenAndNothingOfTheAnswerIsTold() {
        // given
        var account = plane.operatorIn(namespace);
        plane.client().resource(secret()).create();

        // when
        var forbidden = look(account);
        account.allowReadingSecrets();
        account.proxy().faults().every(call -> call.resource().equals("secrets"), Faults.unprocessable());
        var trouble = look(account);

        // then
        assertThat(forbidden).isInstanceOfSatisfying(Look.Hidden.class, hidden -> {
            assertThat(hidden.gap().forbidden()).isTrue();
            assertThat(hidden.gap().detail()).isEqualTo("cannot get secrets in namespace " + namespace);
        });
        assertThat(trouble).isInstanceOfSatisfying(Look.Hidden.class, hidden -> {
            assertThat(hidden.gap().forbidden()).isFalse();
            assertThat(hidden.gap().detail()).startsWith("cannot get secrets in namespace " + namespace + ": ");
        });
        assertThat(account.proxy().calls())
                .filteredOn(call -> call.resource().equals("secrets"))
                .extracting(call -> call.verb() + " " + call.name())
                .containsOnly("get serving");
    }

    private Look<SeenSecret> look(OperatorAccount account) {
        try (var client = account.client()) {
            return new CertificateReader(client).secret(namespace, "serving");
        }
    }

    private Secret secret() {
        return new SecretBuilder()
                .withNewMetadata()
                .withName("serving")
                .withNamespace(namespace)
                .addToLabels("app", "lws")
                .addToAnnotations("cert-manager.io/certificate-name", "serving")
                .addToAnnotations("kubectl.kubernetes.io/last-applied-configuration", KEY)
                .endMetadata()
                .withImmutable(true)
                .addToData("tls.key", base64(KEY))
                .build();
    }

    private ValidatingWebhookConfiguration configuration() {
        return new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(namespace)
                .withAnnotations(Map.of("webhook-isolation.io/inject-ca", "ns/policy", "unrelated", "x"))
                .endMetadata()
                .addNewWebhook()
                .withName("b.lws.test")
                .withSideEffects("None")
                .withAdmissionReviewVersions("v1")
                .withNewClientConfig()
                .withNewService("lws", namespace, null, 443)
                .endClientConfig()
                .endWebhook()
                .addNewWebhook()
                .withName("a.lws.test")
                .withSideEffects("None")
                .withAdmissionReviewVersions("v1")
                .withNewClientConfig()
                .withCaBundle(Base64.getEncoder().encodeToString(BUNDLE.bytes()))
                .withNewService("lws", namespace, null, 443)
                .endClientConfig()
                .endWebhook()
                .build();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
