package io.webhookisolation.isolation;

import static io.webhookisolation.fixture.model.Origins.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.ProbeOutcome;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** WI202: one Secret that is to serve two Services. */
class SharedSecretsTest {

    private static final String SECRET = "webhook-server-cert";
    private static final CertificateAuthority ROOT = CertificateAuthority.create("root");

    @Nested
    class InManifestsWithoutCertificates {

        @Test
        void aSecretThatSoundsLikeACertificateAndIsMountedByTwoComponentsIsToldOf() {
            var finding = Found.only(FindingCode.WI202, files(SECRET, "kueue.yaml"));

            assertThat(finding.object().kindAndName()).isEqualTo("Secret/webhook-server-cert");
            assertThat(finding.object().namespace()).isEqualTo("ns");
            assertThat(finding.object().source()).hasToString("kueue.yaml:9:1");
            assertThat(finding.message())
                    .isEqualTo("Secret ns/webhook-server-cert is to serve Service/kueue-webhook, Service/lws-webhook,"
                            + " which different workloads own: each serves what the last writer left in it");
            assertThat(finding.evidence())
                    .containsExactly(
                            "Deployment/kueue mounts it and owns Service ns/kueue-webhook",
                            "Deployment/lws mounts it and owns Service ns/lws-webhook");
        }

        @Test
        void tlsInItsNameSoundsLikeOneToo() {
            assertThat(Found.of(FindingCode.WI202, files("my-tls", "kueue.yaml")))
                    .hasSize(1);
        }

        @Test
        void aPasswordMayBeShared() {
            assertThat(Found.of(FindingCode.WI202, files("registry-password", "kueue.yaml")))
                    .isEmpty();
        }

        @Test
        void workloadsOfOneComponentMayShareACertificate() {
            assertThat(Found.of(FindingCode.WI202, files(SECRET, "lws.yaml"))).isEmpty();
        }

        @Test
        void oneNameInTwoNamespacesMeansTwoSecrets() {
            var given = Given.manifests()
                    .webhookService("lws-webhook")
                    .deployment("lws", draft -> draft.mounts(SECRET).from(document("lws.yaml")))
                    .in("other")
                    .webhookService("kueue-webhook")
                    .deployment("kueue", draft -> draft.mounts(SECRET).from(document("kueue.yaml")));

            assertThat(Found.of(FindingCode.WI202, given)).isEmpty();
        }

        @Test
        void whoOwnsBothServicesIsNoRivalOfHimself() {
            var given = Given.manifests()
                    .webhookService("lws-webhook")
                    .webhookService("lws-conversion")
                    .deployment("lws", draft -> draft.mounts(SECRET));

            assertThat(Found.of(FindingCode.WI202, given)).isEmpty();
        }

        private static Given files(String secret, String otherDocument) {
            return Given.manifests()
                    .webhookService("lws-webhook", draft -> draft.selects("app", "lws"))
                    .webhookService("kueue-webhook", draft -> draft.selects("app", "kueue"))
                    .deployment(
                            "lws",
                            draft -> draft.label("app", "lws")
                                    .mounts(secret)
                                    .at("lws.yaml", 9)
                                    .from(document("lws.yaml")))
                    .deployment(
                            "kueue",
                            draft -> draft.label("app", "kueue")
                                    .mounts(secret)
                                    .at("kueue.yaml", 9)
                                    .from(document(otherDocument)));
        }
    }

    @Nested
    class OnACluster {

        @Test
        void aNameAloneProvesNothing() {
            assertThat(Found.of(FindingCode.WI202, cluster(UnaryOperator.identity())))
                    .isEmpty();
        }

        @Test
        void aCertificateForOneOfTheTwoLeavesTheOtherWithAWrongName() {
            var finding = Found.only(
                    FindingCode.WI202,
                    cluster(given -> given.certificate("serving", SECRET, "kueue-webhook.ns.svc", "kueue-webhook")));

            assertThat(finding.evidence())
                    .containsExactly(
                            "Deployment/kueue mounts it and owns Service ns/kueue-webhook",
                            "Deployment/lws mounts it and owns Service ns/lws-webhook",
                            "Certificate/serving is for kueue-webhook, kueue-webhook.ns.svc");
        }

        @Test
        void soDoesACertificateForTheOtherOne() {
            assertThat(Found.of(
                            FindingCode.WI202,
                            cluster(given -> given.certificate("serving", SECRET, "lws-webhook.ns.svc"))))
                    .hasSize(1);
        }

        @Test
        void twoIssuersForTwoNamesTakeTurns() {
            var given = cluster(both -> both.certificate("kueue", SECRET, "kueue-webhook.ns.svc")
                    .certificate("lws", SECRET, "lws-webhook.ns.svc"));

            assertThat(Found.of(FindingCode.WI202, given)).hasSize(1);
        }

        @Test
        void aCertificateForBothNamesIsInOrder() {
            var given =
                    cluster(both -> both.certificate("serving", SECRET, "kueue-webhook.ns.svc", "lws-webhook.ns.svc"));

            assertThat(Found.of(FindingCode.WI202, given)).isEmpty();
        }

        @Test
        void oneOfSeveralWritersThatIsForBothNamesIsEnough() {
            var given =
                    cluster(both -> both.certificate("serving", SECRET, "kueue-webhook.ns.svc", "lws-webhook.ns.svc")
                            .certificate("stray", SECRET, "kueue-webhook.ns.svc"));

            assertThat(Found.of(FindingCode.WI202, given)).isEmpty();
        }

        @Test
        void aSecretOfAnotherServiceIsMountedInOrderToTrustIt() {
            var given = Given.cluster()
                    .webhookService("lws-webhook", draft -> draft.selects("app", "lws"))
                    .webhookService("kueue-webhook", draft -> draft.selects("app", "kueue"))
                    .running(
                            "lws",
                            1,
                            draft -> draft.label("app", "lws").mounts(SECRET).mounts("lws-cert"))
                    .running("kueue", 1, draft -> draft.label("app", "kueue").mounts(SECRET))
                    .certificate("kueue", SECRET, "kueue-webhook.ns.svc")
                    .certificate("lws", "lws-cert", "lws-webhook.ns.svc");

            assertThat(Found.of(FindingCode.WI202, given)).isEmpty();
        }

        @Test
        void aSecretBesideItThatIsForSomethingElseHelpsNobody() {
            var given = Given.cluster()
                    .webhookService("lws-webhook", draft -> draft.selects("app", "lws"))
                    .webhookService("kueue-webhook", draft -> draft.selects("app", "kueue"))
                    .running(
                            "lws",
                            1,
                            draft -> draft.label("app", "lws").mounts(SECRET).mounts("metrics-cert"))
                    .running("kueue", 1, draft -> draft.label("app", "kueue").mounts(SECRET))
                    .certificate("kueue", SECRET, "kueue-webhook.ns.svc")
                    .certificate("metrics", "metrics-cert", "lws-metrics.ns.svc");

            assertThat(Found.of(FindingCode.WI202, given)).hasSize(1);
        }

        @Test
        void whoServesTheOthersCertificateShowsIt() {
            var given = cluster(it -> it.probe("lws-webhook", "lws-0", served("kueue-webhook.ns.svc"), Found.NOW)
                    .probe("kueue-webhook", "kueue-0", served("kueue-webhook.ns.svc"), Found.NOW));

            assertThat(Found.of(FindingCode.WI202, given)).hasSize(1);
        }

        @Test
        void theOtherWayRoundItIsTheSame() {
            var given = cluster(it -> it.probe("lws-webhook", "lws-0", served("lws-webhook.ns.svc"), Found.NOW)
                    .probe("kueue-webhook", "kueue-0", served("lws-webhook.ns.svc"), Found.NOW));

            assertThat(Found.of(FindingCode.WI202, given)).hasSize(1);
        }

        @Test
        void whoServesBothNamesIsInOrder() {
            var both = served("kueue-webhook.ns.svc", "lws-webhook.ns.svc");
            var given = cluster(it -> it.probe("lws-webhook", "lws-0", both, Found.NOW)
                    .probe("kueue-webhook", "kueue-0", both, Found.NOW));

            assertThat(Found.of(FindingCode.WI202, given)).isEmpty();
        }

        @Test
        void blueAndGreenOfOneServiceMayShareItsSecret() {
            var given = Given.cluster()
                    .webhookService("lws-webhook", draft -> draft.selects("app", "lws"))
                    .webhookService("lws-preview", draft -> draft.selects("track", "green"))
                    .running("blue", 1, draft -> draft.label("app", "lws").mounts(SECRET))
                    .running(
                            "green",
                            1,
                            draft -> draft.label("app", "lws")
                                    .label("track", "green")
                                    .mounts(SECRET),
                            "lws-preview")
                    .certificate("serving", SECRET, "lws-webhook.ns.svc")
                    .probe("lws-preview", "green-0", served("lws-preview.ns.svc"), Found.NOW);

            assertThat(Found.of(FindingCode.WI202, given)).isEmpty();
        }

        @Test
        void whoOwnsNoServiceMayMountWhatHeLikes() {
            var given = Given.cluster()
                    .webhookService("lws-webhook", draft -> draft.selects("app", "lws"))
                    .webhookService("kueue-webhook", draft -> draft.selects("app", "kueue"))
                    .running("lws", 1, draft -> draft.label("app", "lws"))
                    .running("kueue", 1, draft -> draft.label("app", "kueue").mounts(SECRET))
                    .running("agent", 1, draft -> draft.mounts(SECRET))
                    .certificate("serving", SECRET, "kueue-webhook.ns.svc");

            assertThat(Found.of(FindingCode.WI202, given)).isEmpty();
        }

        @Test
        void whatAForeignPodServesIsAnOverlapAndNoSharedSecret() {
            var given = cluster(it -> it.endpoint("lws-webhook", "kueue-0")
                    .probe("lws-webhook", "lws-0", served("lws-webhook.ns.svc"), Found.NOW)
                    .probe("lws-webhook", "kueue-0", served("kueue-webhook.ns.svc"), Found.NOW)
                    .probe("kueue-webhook", "kueue-0", served("kueue-webhook.ns.svc"), Found.NOW));

            assertThat(Found.of(FindingCode.WI202, given)).isEmpty();
        }

        private static Given cluster(UnaryOperator<Given> options) {
            return options.apply(Given.cluster()
                    .webhookService("lws-webhook", draft -> draft.selects("app", "lws"))
                    .webhookService("kueue-webhook", draft -> draft.selects("app", "kueue"))
                    .running("lws", 1, draft -> draft.label("app", "lws").mounts(SECRET), "lws-webhook")
                    .running("kueue", 1, draft -> draft.label("app", "kueue").mounts(SECRET), "kueue-webhook"));
        }

        private static ProbeOutcome served(String... names) {
            return new ProbeOutcome.Served(ROOT.leaf(names).chain());
        }
    }
}
