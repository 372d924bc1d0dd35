package io.webhookisolation.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.proxy.Faults;
import io.webhookisolation.convert.SnapshotAssembler;
import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.scenario.ControlPlane;
import io.webhookisolation.scenario.OperatorAccount;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnControlPlane
class MountedCertificatesTest {

    private static final String KEY = "the key itself";
    private static final String CHAIN =
            Pem.of(CertificateAuthority.create("ca").leaf("lws.operators.svc").leaf());

    private final ControlPlane plane;
    private final String namespace;
    private final OperatorAccount account;

    MountedCertificatesTest(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace.name();
        this.account = plane.operatorIn(this.namespace);
    }

    @Test
    void theNamesOfTheCertificateAreReadAndWhatIsNotThereSaysNothing() {
        // given
        create("serving", Map.of("tls.crt", base64(CHAIN), "tls.key", base64(KEY)));
        create("password", Map.of("password", base64(KEY)));
        account.allowReadingSecrets();

        // when
        var read = read("serving", "password", "absent");

        // then
        assertThat(read.gaps()).isEmpty();
        assertThat(read.certificates()).allMatch(Certificate::isRead);
        assertThat(read.certificates())
                .extracting(certificate -> certificate.secretName() + " " + certificate.dnsNames())
                .containsExactly("password []", "serving [lws.operators.svc]");
    }

    @Test
    void eachSecretIsReadByItsNameAndNoneIsListedOrWatched() {
        // given
        create("serving", Map.of("tls.crt", base64(CHAIN)));
        account.allowReadingSecrets();

        // when
        read("serving");

        // then
        assertThat(account.proxy().calls())
                .filteredOn(call -> call.resource().equals("secrets"))
                .extracting(call -> call.verb() + " " + call.name())
                .containsExactly("get serving");
    }

    @Test
    void withoutTheRightThereIsNoEvidenceAndNoGap() {
        // given
        create("serving", Map.of("tls.crt", base64(CHAIN)));

        // when
        var read = read("serving");

        // then
        assertThat(read.certificates()).isEmpty();
        assertThat(read.gaps()).isEmpty();
    }

    @Test
    void whatCannotBeReadNowIsAGap() {
        // given
        create("serving", Map.of("tls.crt", base64(CHAIN)));
        account.allowReadingSecrets();
        account.proxy().faults().every(call -> call.resource().equals("secrets"), Faults.unprocessable());

        // when
        var read = read("serving");

        // then
        assertThat(read.certificates()).isEmpty();
        assertThat(read.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.forbidden()).isFalse();
            assertThat(gap.detail()).startsWith("cannot get secrets in namespace " + namespace);
        });
    }

    @Test
    void nothingOfASecretButItsChainSurvivesTheReadingOfTheAnswer() {
        // given
        var secret = secret("serving", Map.of("tls.crt", base64(CHAIN), "tls.key", base64(KEY)));
        secret.getMetadata().setAnnotations(Map.of("kubectl.kubernetes.io/last-applied-configuration", KEY));
        var serialization = new KubernetesSerialization();
        var answer = serialization.asJson(secret);

        // when
        var read = serialization.unmarshal(answer, ChainOfSecret.class);

        // then
        assertThat(answer).contains(base64(KEY)).contains(KEY);
        assertThat(read.chain()).isEqualTo(CHAIN);
        assertThat(serialization.asJson(read)).doesNotContain(base64(KEY)).doesNotContain(KEY);
        assertThat(ChainOfSecret.class.getDeclaredFields())
                .extracting(field -> field.getName())
                .containsExactlyInAnyOrder("serialVersionUID", "chain");
    }

    private Snapshot read(String... secrets) {
        try (var client = account.client()) {
            return new MountedCertificates(client, namespace)
                    .addTo(new SnapshotAssembler().live(Map.of()), List.of(secrets));
        }
    }

    private void create(String name, Map<String, String> data) {
        plane.client().resource(secret(name, data)).create();
    }

    private Secret secret(String name, Map<String, String> data) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withData(data)
                .build();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
