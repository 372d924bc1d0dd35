package io.webhookisolation.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListMetaBuilder;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.mockwebserver.http.MockResponse;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.Snapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ClusterReaderTest {

    private final FakeApiServer server = new FakeApiServer();
    private final KubernetesClient client = server.client();

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void whoMayNotReadRolesMissesNothingButEvidence() {
        server.forbid("list", "clusterroles");
        create(Samples.service("a", "one"));

        var snapshot = ClusterReader.read(client, Set.of());

        assertThat(snapshot.complete()).isTrue();
        assertThat(snapshot.grants()).isEmpty();
    }

    @Test
    void readsAllNamespacesAndCallSitesThatNameUrls() {
        create(
                Samples.service("a", "one"),
                Samples.slice("a", "one"),
                Samples.service("b", "two"),
                Samples.pod("b", "pod"),
                Samples.deployment("b", "manager"),
                Samples.configuration("both", "a/one", "b/two"),
                Samples.configurationWithUrl("elsewhere", "https://example.io"));

        var snapshot = ClusterReader.read(client, Set.of());

        assertThat(snapshot.live()).isTrue();
        assertThat(snapshot.complete()).isTrue();
        assertThat(snapshot.services()).hasSize(2);
        assertThat(snapshot.slices()).hasSize(1);
        assertThat(snapshot.pods()).hasSize(1);
        assertThat(snapshot.workloads()).hasSize(1);
        assertThat(snapshot.callSites()).hasSize(3);
    }

    @Test
    void readsTheNamespacesThatItIsGivenAndAsksForNoOther() {
        create(
                Samples.service("a", "one"),
                Samples.service("b", "two"),
                Samples.service("c", "three"),
                Samples.configuration("all", "a/one", "b/two", "c/three"),
                Samples.configurationWithUrl("elsewhere", "https://example.io"));

        var snapshot = ClusterReader.read(client, Set.of("a", "b"));

        assertThat(snapshot.services()).extracting(it -> it.key().namespace()).containsExactly("a", "b");
        assertThat(snapshot.callSites()).hasSize(2);
        assertThat(server.paths())
                .filteredOn(path -> path.contains("/services?"))
                .hasSize(2)
                .noneMatch(path -> path.contains("/c/"));
    }

    @Test
    void readsPageByPage() {
        server.answer(
                "pods",
                path -> Optional.of(path.contains("continue=more") ? podPage("second", "") : podPage("first", "more")));

        var snapshot = read();

        assertThat(names(snapshot)).containsExactly("first", "second");
        assertThat(server.paths())
                .filteredOn(path -> path.contains("/pods"))
                .hasSize(2)
                .allMatch(path -> path.contains("limit=500"));
    }

    @Test
    void beginsAnewWithoutPagesWhenTheServerForgotTheFirstOnes() {
        server.answer("pods", path -> {
            if (path.contains("continue=more")) {
                return Optional.of(FakeApiServer.status(410, "expired"));
            }
            return Optional.of(path.contains("limit=") ? podPage("stale", "more") : podPage("fresh", ""));
        });

        var snapshot = read();

        assertThat(names(snapshot)).containsExactly("fresh");
        assertThat(snapshot.complete()).isTrue();
    }

    @Test
    void aMissingPermissionIsAGapThatNamesVerbAndResource() {
        create(Samples.service("a", "one"));
        server.forbid("list", "pods");

        var everywhere = read();
        var inOne = ClusterReader.read(client, Set.of("a"));

        assertThat(everywhere.services()).hasSize(1);
        assertThat(everywhere.gaps()).containsExactly(new Gap("Pod", true, "cannot list pods"));
        assertThat(inOne.gaps()).containsExactly(new Gap("Pod", true, "cannot list pods in namespace a"));
    }

    @Test
    void anErrorOfTheServerIsAGapWithItsReason() {
        server.answerAll("endpointslices", FakeApiServer.status(500, "etcd is away"));

        assertThat(read().gaps())
                .containsExactly(
                        new Gap("EndpointSlice", false, "cannot list endpointslices.discovery.k8s.io: etcd is away"));
    }

    @Test
    void readsCertificatesWhereTheirDefinitionIs() {
        create(
                Samples.definition(ForeignKind.CERTIFICATE),
                Samples.foreign(ForeignKind.CERTIFICATE, "a", "here", Map.of("secretName", "one-tls")),
                Samples.foreign(ForeignKind.CERTIFICATE, "b", "there", Map.of("secretName", "two-tls")));

        assertThat(read().certificates()).hasSize(2);
        assertThat(ClusterReader.read(client, Set.of("a")).certificates()).hasSize(1);
    }

    @Test
    void asksForNoCertificatesWhereThereIsNoDefinition() {
        assertThat(read().complete()).isTrue();
        assertThat(server.paths()).noneMatch(path -> path.contains("cert-manager.io"));
    }

    @Test
    void anApiServerThatIsGoneIsOneSentence() {
        server.close();

        assertThatThrownBy(this::read)
                .isInstanceOf(ClusterUnreachableException.class)
                .hasMessageStartingWith("cannot reach the API server at http://")
                .hasMessageNotContaining("null");
    }

    @Test
    void anApiServerThatStaysSilentIsOneSentence() throws IOException {
        // given: a port whose connections nobody accepts
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var lonely = new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder(Config.empty())
                                .withMasterUrl("http://127.0.0.1:" + silent.getLocalPort())
                                .build())
                        .build()) {

            assertThatThrownBy(() -> ClusterReader.read(lonely, Set.of(), Duration.ofSeconds(1)))
                    .isInstanceOf(ClusterUnreachableException.class)
                    .hasMessageMatching("the API server at http://\\S+ did not answer within 1 s");
        }
    }

    @Test
    void credentialsThatAreNotAcceptedAreOneSentence() {
        server.answerAll("version", FakeApiServer.status(401, "Unauthorized"));

        assertThatThrownBy(this::read)
                .isInstanceOf(ClusterUnreachableException.class)
                .hasMessageMatching("the API server at http://\\S+ does not accept these credentials: Unauthorized");
    }

    private Snapshot read() {
        return ClusterReader.read(client, Set.of());
    }

    private static List<String> names(Snapshot snapshot) {
        return snapshot.pods().stream().map(pod -> pod.key().name()).toList();
    }

    private static MockResponse podPage(String name, String more) {
        return FakeApiServer.json(new PodListBuilder()
                .withMetadata(new ListMetaBuilder().withContinue(more).build())
                .withItems(Samples.pod("a", name))
                .build());
    }

    private void create(HasMetadata... objects) {
        for (var object : objects) {
            client.resource(object).create();
        }
    }
}
