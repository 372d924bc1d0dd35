package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.webhookisolation.certificate.Generation;
import io.webhookisolation.certificate.Timing;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.pod.MountedSecrets;
import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.model.KeyKind;
import io.webhookisolation.pki.Authority;
import io.webhookisolation.pki.AuthorityRequest;
import io.webhookisolation.pki.GenerationName;
import io.webhookisolation.pki.Issuer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a policy's author is never given: he owns one namespace, and the operator may write far more. */
@OnControlPlane
class RotationSecurityTest {

    private static final Set<String> GIVEN_NOTHING = Set.of("NotMounted", "ConsentMissing");
    private static final Component WEBHOOK = TenantNamespace.component("webhook");

    private final ControlPlane plane;
    private final String operators;
    private final TenantNamespace tenant;

    RotationSecurityTest(ControlPlane plane, TestNamespace operators) {
        this.plane = plane;
        this.operators = operators.name();
        tenant = new TenantNamespace(plane, operators.name());
    }

    /** Also if one webhook is really his, which proves that he owns the Service. */
    @Test
    void whoeverMakesTheServiceOfADanglingWebhookIsGivenNothing() {
        // given
        var former = base64(Pem.of(CertificateAuthority.create("former").certificate()));
        var squatter = TenantNamespace.component("squatter");
        var missing = TenantNamespace.component("missing");
        var others = Map.of("webhook-isolation.io/inject-ca", "other/webhooks");
        var dangling = List.of(
                dangling(WEBHOOK, "without-consent", former, Map.of()),
                dangling(WEBHOOK, "of-another-policy", former, others),
                dangling(WEBHOOK, "without-bundle", "", Map.of()),
                dangling(squatter, "squatted", former, Map.of()),
                dangling(missing, "without-secret", former, Map.of()));
        dangling.forEach(tenant::add);
        var his = tenant.install(WEBHOOK).manifests().configuration();
        tenant.installWithin(squatter);
        tenant.installWithin(missing);
        plane.client()
                .resource(new ComponentManifests(missing, tenant.name()).secret())
                .delete();
        var secrets = tenant.secrets();

        // when
        tenant.policy("please");
        try (var operator = tenant.startOperator()) {
            tenant.untilStanding(Map.of(
                    WEBHOOK.service(), Set.of("ConsentMissing"),
                    squatter.service(), GIVEN_NOTHING,
                    missing.service(), GIVEN_NOTHING));
        }

        // then
        dangling.forEach(configuration ->
                assertThat(tenant.bundle(configuration)).isEqualTo(TenantNamespace.bundleIn(configuration)));
        assertThat(tenant.bundle(his)).hasSizeGreaterThan(1);
        assertThat(tenant.writes())
                .filteredOn(write ->
                        !write.endsWith("/" + his.getMetadata().getName()) && !write.endsWith("/" + WEBHOOK.secret()))
                .allMatch(write -> write.startsWith("secrets " + operators + "/webhook-ca-"));
        secrets.remove(WEBHOOK.secret());
        assertThat(tenant.secrets()).containsAllEntriesOf(secrets).doesNotContainKey(missing.secret());
    }

    private Map<String, UnaryOperator<SecretBuilder>> othersSecrets() {
        var elsewhere = new ComponentManifests(WEBHOOK.serving("db." + tenant.name() + ".svc"), tenant.name()).secret();
        return Map.of(
                "opaque", secret -> secret.withType("Opaque"),
                "immutable", secret -> secret.withImmutable(true),
                "elsewhere", secret -> secret.withData(elsewhere.getData()),
                "managed",
                        secret -> secret.editMetadata()
                                .addToAnnotations("cert-manager.io/certificate-name", "managed")
                                .endMetadata());
    }

    @Test
    void aSecretThatIsNotOursIsNeverWritten() {
        // given
        plane.mounts().delay(tenant.name(), List.of(MountedSecrets.NEVER));
        var phases = new TreeMap<String, Set<String>>();
        othersSecrets().forEach((name, change) -> {
            tenant.change(tenant.install(TenantNamespace.component(name)), change);
            phases.put(
                    TenantNamespace.component(name).service(),
                    Set.of(name.equals("managed") ? "ManagedElsewhere" : "SecretNotOurs"));
        });
        tenant.install(WEBHOOK);
        var serverName = WEBHOOK.service() + "." + tenant.name() + ".svc";
        var stranger =
                new ComponentManifests(TenantNamespace.component("stranger").serving(serverName), tenant.name());
        tenant.add(stranger.secret());
        tenant.add(stranger.deployment());
        tenant.add(
                new ComponentManifests(TenantNamespace.component("spare").serving(serverName), tenant.name()).secret());
        var secrets = tenant.secrets();

        // when
        tenant.policy("");
        try (var operator = tenant.startOperator()) {
            tenant.until(() -> isOurs(stored(WEBHOOK)));
            tenant.untilStanding(phases);
        }

        // then
        var left = tenant.secrets();
        left.remove(WEBHOOK.secret());
        secrets.remove(WEBHOOK.secret());
        assertThat(left).isEqualTo(secrets);
        assertThat(tenant.writes())
                .filteredOn(write -> write.startsWith("secrets ") && !write.contains("/webhook-ca-"))
                .containsExactly("secrets " + tenant.name() + "/" + WEBHOOK.secret());
    }

    @Test
    void anAuthorityFromASecretOfTheNamespaceIsTrustedByNobody() throws Exception {
        // given
        var planted = CertificateAuthority.create("planted").certificate();
        var webhook = tenant.install(WEBHOOK);
        var configuration = webhook.manifests().configuration();
        tenant.change(webhook, secret -> secret.addToData("ca.crt", base64(Pem.of(planted))));

        try (var operator = tenant.startOperator()) {
            // when
            tenant.policy("first");
            tenant.until(() -> isOurs(stored(WEBHOOK)));
            var series = tenant.authorities().firstKey();
            var forged = forged(series);
            plane.client().resource(secretOf(series, forged)).create();
            tenant.policy("second");
            tenant.until(() -> tenant.bundle(configuration).stream()
                    .anyMatch(certificate ->
                            certificate.getSubjectX500Principal().getName().endsWith(" g3")));

            // then
            var kept = Objects.requireNonNull(tenant.authorities().get(series));
            var ours = new ArrayList<>(Stream.of("g1.crt", "g2.crt", "g3.crt")
                    .map(entry -> TenantNamespace.certificates(kept, entry).getFirst())
                    .toList());
            ours.add(webhook.manifests().authority().certificate());
            assertThat(ours).containsAll(tenant.bundle(configuration));
            assertThat(ours).containsAll(TenantNamespace.certificates(stored(WEBHOOK), "ca.crt"));
            assertThat(tenant.calls())
                    .noneMatch(call -> call.namespace().equals(tenant.name())
                            && call.name().equals(series));
        }
    }

    @Test
    void whoeverMakesANamespaceAnewInheritsNoAuthority() {
        var configuration = tenant.install(WEBHOOK).manifests().configuration();
        tenant.policy("");
        try (var operator = tenant.startOperator()) {
            // given
            tenant.until(() -> isOurs(stored(WEBHOOK)));
            var former = stored(WEBHOOK);
            tenant.delete();
            var authorities = tenant.authorities();
            var bundle = tenant.bundle(configuration);

            // when
            tenant.create();
            tenant.installWithin(WEBHOOK);
            var own = stored(WEBHOOK);
            tenant.policy("");
            tenant.untilStanding(Map.of(WEBHOOK.service(), GIVEN_NOTHING));

            // then
            assertThat(stored(WEBHOOK)).isEqualTo(own);
            assertThat(tenant.bundle(configuration)).isEqualTo(bundle);

            // when he has the Secret that the bundle trusts, say from a backup
            var calls = tenant.calls().count();
            tenant.store(restored(former));
            tenant.until(
                    () -> isOurs(stored(WEBHOOK)) && !issuer(stored(WEBHOOK)).equals(issuer(former)));

            // then
            assertThat(tenant.calls().skip(calls)).noneMatch(call -> authorities.containsKey(call.name()));
            assertThat(tenant.authorities()).containsAllEntriesOf(authorities).hasSize(2);
        }
    }

    private ValidatingWebhookConfiguration dangling(
            Component component, String name, String bundle, Map<String, String> annotations) {
        return new ValidatingWebhookConfigurationBuilder(
                        new ComponentManifests(component, tenant.name()).configuration())
                .editMetadata()
                .withName(tenant.name() + "-" + name)
                .addToAnnotations(annotations)
                .endMetadata()
                .editFirstWebhook()
                .editClientConfig()
                .withCaBundle(bundle)
                .endClientConfig()
                .endWebhook()
                .build();
    }

    /** As good as ours, but for where it stands. */
    private Authority forged(String secret) throws Exception {
        var dates = Generation.madeAt(Instant.now(), 9, Timing.DEFAULT);
        return new Issuer(new SecureRandom())
                .authority(new AuthorityRequest(
                        new GenerationName(secret.substring("webhook-ca-".length()), 9),
                        new TreeSet<>(Set.of(tenant.name() + ".svc")),
                        KeyKind.ECDSA_256,
                        dates.notBefore(),
                        dates.notAfter()));
    }

    private Secret secretOf(String name, Authority authority) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(tenant.name())
                .withName(name)
                .endMetadata()
                .withType("webhook-isolation.io/authorities")
                .addToData("g9.crt", base64(Pem.of(authority.certificate())))
                .addToData(
                        "g9.key",
                        Base64.getEncoder().encodeToString(authority.key().toPem()))
                .build();
    }

    private static Secret restored(Secret former) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(former.getMetadata().getNamespace())
                .withName(former.getMetadata().getName())
                .endMetadata()
                .withType(former.getType())
                .withData(former.getData())
                .build();
    }

    private Secret stored(Component component) {
        return Objects.requireNonNull(tenant.secrets().get(component.secret()));
    }

    private static boolean isOurs(Secret secret) {
        return issuer(secret).startsWith("CN=webhook-ca ");
    }

    private static String issuer(Secret secret) {
        return TenantNamespace.certificates(secret, "tls.crt")
                .getFirst()
                .getIssuerX500Principal()
                .getName();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
