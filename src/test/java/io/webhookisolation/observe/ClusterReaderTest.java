package io.webhookisolation.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.Faults;
import io.webhookisolation.cluster.proxy.Faults.When;
import io.webhookisolation.cluster.proxy.Gate;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.Snapshot;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ClusterReaderTest {

    /** No test but one is about time. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ObservedCluster cluster = new ObservedCluster();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void whoMayNotReadRolesMissesNothingButEvidence() {
        cluster.create(Samples.service("a", "one"), Samples.role("writer"), Samples.binding("writer", "a"));
        var before = read();
        cluster.deny("list", "clusterroles.rbac.authorization.k8s.io");

        var snapshot = read();

        assertThat(snapshot.complete()).isTrue();
        assertThat(before.grants()).hasSize(1);
        assertThat(snapshot.grants()).isEmpty();
    }

    @Test
    void readsAllNamespacesAndCallSitesThatNameUrls() {
        cluster.create(
                Samples.service("a", "one"),
                Samples.slice("a", "one"),
                Samples.service("b", "two"),
                Samples.pod("b", "pod"),
                Samples.deployment("b", "manager"),
                Samples.configuration("both", "a/one", "b/two"),
                Samples.configurationWithUrl("elsewhere", "https://example.io"));

        var snapshot = read();

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
        cluster.create(
                Samples.service("a", "one"),
                Samples.service("b", "two"),
                Samples.service("c", "three"),
                Samples.configuration("all", "a/one", "b/two", "c/three"),
                Samples.configurationWithUrl("elsewhere", "https://example.io"));

        var snapshot = read("a", "b");

        assertThat(snapshot.services()).extracting(it -> it.key().namespace()).containsExactly("a", "b");
        assertThat(snapshot.callSites()).hasSize(2);
        assertThat(cluster.calls("services")).extracting(Call::namespace).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void readsPageByPage() {
        cluster.createPods("a", 501);

        var snapshot = read();

        assertThat(snapshot.pods()).hasSize(501).doesNotHaveDuplicates();
        assertThat(cluster.calls("pods"))
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.query()).containsEntry("limit", "500"));
    }

    @Test
    void beginsAnewWithoutPagesWhenTheServerForgotTheFirstOnes() {
        cluster.createPods("a", 501);
        cluster.proxy()
                .faults()
                .next(call -> call.query().containsKey("continue"), new Faults.Answer(410, "Expired", "too old", 0));

        var snapshot = read();

        assertThat(snapshot.pods()).hasSize(501).doesNotHaveDuplicates();
        assertThat(snapshot.complete()).isTrue();
        assertThat(cluster.calls("pods"))
                .extracting(Call::code, call -> call.query().containsKey("limit"))
                .containsExactly(tuple(200, true), tuple(410, true), tuple(200, false));
    }

    @Test
    void aMissingPermissionIsAGapThatNamesVerbAndResource() {
        cluster.create(Samples.service("a", "one"));
        cluster.deny("list", "pods");

        var everywhere = read();
        var inOne = read("a");

        assertThat(everywhere.services()).hasSize(1);
        assertThat(everywhere.gaps()).containsExactly(new Gap("Pod", true, "cannot list pods"));
        assertThat(inOne.gaps()).containsExactly(new Gap("Pod", true, "cannot list pods in namespace a"));
    }

    @Test
    void anErrorOfTheServerIsAGapWithItsReason() {
        answer("endpointslices.discovery.k8s.io", new Faults.Answer(500, "InternalError", "etcd is away", 0));

        assertThat(read().gaps())
                .containsExactly(
                        new Gap("EndpointSlice", false, "cannot list endpointslices.discovery.k8s.io: etcd is away"));
    }

    @Test
    void readsCertificatesWhereTheirDefinitionIs() {
        cluster.create(
                Samples.definition(ForeignKind.CERTIFICATE),
                Samples.foreign(ForeignKind.CERTIFICATE, "a", "here", Map.of("secretName", "one-tls")),
                Samples.foreign(ForeignKind.CERTIFICATE, "b", "there", Map.of("secretName", "two-tls")));

        assertThat(read().certificates()).hasSize(2);
        assertThat(read("a").certificates()).hasSize(1);
    }

    @Test
    void asksForNoCertificatesWhereThereIsNoDefinition() {
        assertThat(read().complete()).isTrue();
        assertThat(cluster.calls())
                .extracting(Call::resource)
                .noneMatch(resource -> resource.contains("cert-manager.io"));
    }

    @Test
    void anApiServerThatIsGoneIsOneSentence() {
        cluster.proxy().close();

        assertThatThrownBy(() -> read())
                .isInstanceOf(ClusterUnreachableException.class)
                .hasMessageStartingWith("cannot reach the API server at http://")
                .hasMessageNotContaining("null");
    }

    @Test
    void anApiServerThatStaysSilentIsOneSentence() {
        cluster.proxy().faults().every(call -> true, new Faults.Hold(When.BEFORE_IT_IS_DONE, Gate.closed()));

        assertThatThrownBy(() -> ClusterReader.read(cluster.client(), Set.of(), Duration.ofSeconds(1)))
                .isInstanceOf(ClusterUnreachableException.class)
                .hasMessageMatching("the API server at http://\\S+ did not answer within 1 s");
    }

    @Test
    void credentialsThatAreNotAcceptedAreOneSentence() {
        answer("/version", new Faults.Answer(401, "Unauthorized", "Unauthorized", 0));

        assertThatThrownBy(() -> read())
                .isInstanceOf(ClusterUnreachableException.class)
                .hasMessageMatching("the API server at http://\\S+ does not accept these credentials: Unauthorized");
    }

    private Snapshot read(String... namespaces) {
        return ClusterReader.read(cluster.client(), Set.of(namespaces), PATIENCE);
    }

    private void answer(String resource, Faults.Answer answer) {
        cluster.proxy().faults().every(call -> call.resource().equals(resource), answer);
    }
}
