package io.webhookisolation.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.webhookisolation.fixture.model.CallSiteDraft;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.BundleControl;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.CertificateManager;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.model.SeenSecret;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecognitionTest {

    private static final String TLS = "tls.crt tls.key ca.crt";
    private static final String CERT_CONTROLLER = "ca.crt ca.key tls.crt tls.key";
    private static final Map<String, String> HELM = Map.of("meta.helm.sh/release-name", "lws");
    private static final Optional<SeenSecret> NONE = Optional.empty();

    static Stream<Arguments> managers() {
        return Stream.of(
                arguments("CertManager", secret(TLS, Map.of("cert-manager.io/certificate-name", "lws")), plain()),
                arguments("CertManager", NONE, marked("cert-manager.io/inject-ca-from", "ns/lws")),
                arguments("CertManager", NONE, marked("cert-manager.io/inject-ca-from-secret", "ns/lws")),
                arguments("CertManager", NONE, written("cert-manager-cainjector")),
                arguments(
                        "ServiceCA",
                        secret(TLS, Map.of("service.beta.openshift.io/originating-service-name", "lws")),
                        plain()),
                arguments("ServiceCA", NONE, marked("service.beta.openshift.io/inject-cabundle", "true")),
                arguments("OLM", secret("tls.crt tls.key olmCAKey", Map.of()), plain()),
                arguments("OLM", secret(TLS, Map.of("olmcahash", "5f")), plain()),
                arguments("OLM", NONE, marked("olm.owner", "lws.v1")),
                arguments("Self", NONE, marked("webhook.kyverno.io/managed-by", "kyverno")),
                arguments("Self", NONE, marked("linkerd.io/control-plane-component", "proxy-injector")),
                arguments("Self", NONE, marked("app.kubernetes.io/managed-by", "virt-operator")),
                arguments("Self", secret("server-cert.pem server-key.pem ca-cert.pem", Map.of()), plain()),
                arguments("Self", secret(TLS, Map.of()), written("pilot-discovery")),
                arguments("Self", secret(TLS, HELM, "manager"), written("manager")),
                arguments("Self", secret(TLS, HELM, "vault"), plain()),
                arguments("CertController", secret(CERT_CONTROLLER, Map.of()), plain()),
                arguments("CertController", secret(CERT_CONTROLLER, HELM, "manager"), written("manager")),
                arguments("Certgen", secret("ca cert key", Map.of()), plain()),
                arguments("Certgen", secret(TLS, Map.of(), "kube-webhook-certgen"), plain()),
                arguments("Certgen", secret(TLS, HELM, "helm"), written("kube-webhook-certgen")),
                arguments("HelmGenerated", secret(TLS, HELM, "helm"), written("helm")),
                arguments("HelmGenerated", secret(TLS, HELM), plain()),
                arguments("HelmGenerated", secret(CERT_CONTROLLER, HELM, "helm"), plain()),
                arguments(
                        "HelmGenerated",
                        secret(TLS, Map.of("app.kubernetes.io/managed-by", "Helm"), "argocd-controller"),
                        plain()),
                arguments("External", NONE, site(draft -> draft.url("https://hooks.example.com/lws"))));
    }

    @ParameterizedTest
    @MethodSource("managers")
    void whoever_left_a_mark_is_named_with_the_mark(String word, Optional<SeenSecret> secret, CallSite site) {
        // when
        var managed = Recognition.of(new Signs(secret, List.of(site), List.of()));

        // then
        assertThat(managed.manager().word()).isEqualTo(word);
        assertThat(managed.why()).isNotBlank();
    }

    static Stream<Arguments> lookAlikes() {
        return Stream.of(
                arguments("nothing at all", NONE, plain()),
                arguments("a Secret made by hand", secret("tls.crt tls.key", Map.of(), "kubectl-create"), plain()),
                arguments("a bundle by hand", secret(TLS, Map.of()), written("kubectl-patch")),
                arguments(
                        "cert-manager may read it",
                        secret(TLS, Map.of("cert-manager.io/allow-direct-injection", "true")),
                        plain()),
                arguments("an empty annotation", NONE, marked("cert-manager.io/inject-ca-from", "")),
                arguments("no injection", NONE, marked("service.beta.openshift.io/inject-cabundle", "false")),
                arguments("Helm's label on a call site", NONE, marked("app.kubernetes.io/managed-by", "Helm")),
                arguments("a shell that a chart made, empty", secret("", HELM), plain()),
                arguments(
                        "a shell that we filled",
                        secret(TLS, Map.of("meta.helm.sh/release-name", "lws", "webhook-isolation.io/rotated", "")),
                        plain()),
                arguments(
                        "our own Secret",
                        secret(TLS, Map.of("webhook-isolation.io/rotated", "x"), "fabric8-kubernetes-client"),
                        plain()),
                arguments("a part of cert-controller's entries", secret("ca.key tls.crt tls.key", Map.of()), plain()),
                arguments("a part of certgen's entries", secret("cert key", Map.of()), plain()),
                arguments("Kyverno's policies on others", NONE, marked("webhook.kyverno.io/managed-by", "me")),
                arguments("a URL inside", NONE, site(draft -> draft.url("https://lws.ns.svc:443/validate"))),
                arguments("our own trace", secret(TLS, Map.of()), written("webhook-isolation")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lookAlikes")
    void what_only_looks_like_a_manager_is_none(String what, Optional<SeenSecret> secret, CallSite site) {
        // when
        var managed = Recognition.of(new Signs(secret, List.of(site), List.of()));

        // then
        assertThat(managed)
                .isEqualTo(new ManagedBy(CertificateManager.POLICY, "nobody else is seen to make its certificate"));
    }

    @Test
    void a_certificate_of_cert_manager_is_a_promise_even_before_there_is_a_secret() {
        // given
        var certificate = new Certificate(
                ObjectKey.live("cert-manager.io/v1", "Certificate", "ns", "lws"),
                Provenance.NONE,
                new TreeSet<>(),
                "serving");

        // when
        var managed = Recognition.of(new Signs(NONE, List.of(plain()), List.of(certificate)));

        // then
        assertThat(managed)
                .isEqualTo(new ManagedBy(CertificateManager.CERT_MANAGER, "Certificate ns/lws writes the Secret"));
    }

    @Test
    void of_several_the_one_that_certainly_writes_again_counts() {
        // given
        var secret = secret(CERT_CONTROLLER, HELM, "helm");

        // when
        var managed = Recognition.of(new Signs(
                secret, List.of(written("manager"), marked("cert-manager.io/inject-ca-from", "ns/lws")), List.of()));

        // then
        assertThat(managed.manager()).isEqualTo(CertificateManager.CERT_MANAGER);
        assertThat(managed.why())
                .isEqualTo("ValidatingWebhookConfiguration hooks has cert-manager.io/inject-ca-from: ns/lws");
    }

    /** Or whoever labels one of them would end the renewals that the others need. */
    @Test
    void where_we_issued_no_call_site_tells_who_issues() {
        // given
        var ours = secret(TLS, Map.of("webhook-isolation.io/rotate-answered", ""));

        // when
        var managed = Recognition.of(
                new Signs(ours, List.of(plain(), marked("olm.owner", "lws.v1"), written("rival")), List.of()));

        // then
        assertThat(managed.manager()).isEqualTo(CertificateManager.POLICY);
    }

    @Test
    void a_call_site_is_claimed_by_whoever_certainly_writes_it_again() {
        assertThat(Recognition.isClaimed(marked("olm.owner", "lws.v1"))).isTrue();
        assertThat(Recognition.isClaimed(written("rival"))).isFalse();
        assertThat(Recognition.isClaimed(plain())).isFalse();
    }

    private static Optional<SeenSecret> secret(String entries, Map<String, String> marks, String... writers) {
        var data = new TreeMap<String, byte[]>();
        Arrays.stream(entries.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .forEach(name -> data.put(name, new byte[] {1}));
        return Optional.of(new SeenSecret(
                ObjectKey.live("v1", "Secret", "ns", "serving"),
                "uid",
                "7",
                "Opaque",
                false,
                new TreeMap<>(),
                new TreeMap<>(marks),
                List.of(),
                new TreeSet<>(List.of(writers)),
                new SecretContent(data)));
    }

    private static CallSite plain() {
        return site(UnaryOperator.identity());
    }

    private static CallSite marked(String name, String value) {
        return site(draft -> draft.control(new BundleControl(new TreeMap<>(Map.of(name, value)), "")));
    }

    private static CallSite written(String writer) {
        return site(draft -> draft.control(new BundleControl(new TreeMap<>(), writer)));
    }

    private static CallSite site(UnaryOperator<CallSiteDraft> options) {
        return Given.cluster()
                .callSite("hooks", "lws", options)
                .snapshot()
                .callSites()
                .getFirst();
    }
}
