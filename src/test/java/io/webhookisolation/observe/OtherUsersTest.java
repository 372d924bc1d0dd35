package io.webhookisolation.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.fixture.time.SimulatedTime;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceUsers;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.probe.ProbeHistory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OtherUsersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ServiceReference ONE = new ServiceReference("a", "one");

    private final ObservedCluster cluster = new ObservedCluster();
    private final ClusterObserver observer =
            new ClusterObserver(cluster.client(), Set.of(), new ProbeHistory(), new SimulatedTime());

    @BeforeEach
    void aServiceExists() {
        cluster.create(Samples.service("a", "one"));
    }

    @AfterEach
    void stop() {
        observer.close();
        cluster.close();
    }

    @Test
    void nobodyElseUsesIt() {
        start();

        assertThat(users()).isEqualTo(new ServiceUsers(List.of(), List.of()));
        assertThat(cluster.calls())
                .extracting(Call::resource)
                .contains("ingresses.networking.k8s.io")
                .noneMatch(resource -> resource.contains("httproutes") || resource.contains("servicemonitors"));
    }

    @Test
    void anIngressUsesTheServicesOfItsOwnNamespaceThatItNames() {
        cluster.create(
                ingress("a", "by-rule", "one"),
                ingress("a", "of-another", "two"),
                ingress("b", "elsewhere", "one"),
                new IngressBuilder(ingress("a", "by-default", "two"))
                        .editSpec()
                        .withNewDefaultBackend()
                        .withNewService()
                        .withName("one")
                        .endService()
                        .endDefaultBackend()
                        .endSpec()
                        .build());
        start();

        assertThat(names()).containsExactly("Ingress a/by-default", "Ingress a/by-rule");
    }

    @Test
    void aRouteOfAnyNamespaceUsesTheServiceThatItNames() {
        cluster.create(
                Samples.definition(ForeignKind.HTTP_ROUTE),
                route("a", "here", Map.of("name", "one")),
                route("b", "across", Map.of("name", "one", "namespace", "a")),
                route("b", "there", Map.of("name", "one")),
                route("a", "of-another-kind", Map.of("name", "one", "kind", "Bucket", "group", "example.io")),
                Samples.foreign(
                        ForeignKind.HTTP_ROUTE,
                        "a",
                        "mirror",
                        Map.of(
                                "rules",
                                List.of(Map.of(
                                        "filters",
                                        List.of(Map.of(
                                                "requestMirror", Map.of("backendRef", Map.of("name", "one")))))))));
        start();

        assertThat(names()).containsExactly("HTTPRoute a/here", "HTTPRoute a/mirror", "HTTPRoute b/across");
    }

    @Test
    void aServiceMonitorUsesWhatItSelects() {
        cluster.create(
                Samples.definition(ForeignKind.SERVICE_MONITOR),
                monitor("a", "by-label", Map.of("selector", Map.of("matchLabels", Map.of("app", "one")))),
                monitor("a", "of-another", Map.of("selector", Map.of("matchLabels", Map.of("app", "two")))),
                monitor("a", "of-all", Map.of("selector", Map.of())),
                monitor("b", "elsewhere", Map.of("selector", Map.of())),
                monitor("b", "anywhere", Map.of("selector", Map.of(), "namespaceSelector", Map.of("any", true))),
                monitor(
                        "b",
                        "across",
                        Map.of("selector", Map.of(), "namespaceSelector", Map.of("matchNames", List.of("a")))),
                monitor("a", "by-expression", expression("In", "one", "two")),
                monitor("a", "not-by-expression", expression("NotIn", "one")),
                monitor("a", "by-existence", expression("Exists")),
                monitor("a", "by-absence", expression("DoesNotExist")),
                monitor("a", "by-magic", expression("Resembles", "two")));
        start();

        assertThat(names())
                .containsExactly(
                        "ServiceMonitor a/by-existence",
                        "ServiceMonitor a/by-expression",
                        "ServiceMonitor a/by-label",
                        "ServiceMonitor a/by-magic",
                        "ServiceMonitor a/of-all",
                        "ServiceMonitor b/across",
                        "ServiceMonitor b/anywhere");
    }

    @Test
    void anAliasUsesTheServiceThatItNames() {
        cluster.create(
                Samples.alias("b", "bare", "one.a.svc"),
                Samples.alias("b", "full", "One.A.svc.cluster.local."),
                Samples.alias("b", "longer", "one.a.svcs.example"),
                Samples.alias("b", "other", "two.a.svc.cluster.local"));
        start();

        assertThat(names()).containsExactly("Service b/bare", "Service b/full");
    }

    @Test
    void whatCannotBeReadIsNamed() {
        cluster.create(
                Samples.definition(ForeignKind.HTTP_ROUTE), Samples.definition(ForeignKind.SERVICE_MONITOR, "v9"));
        cluster.deny("list", "ingresses.networking.k8s.io");
        cluster.deny("list", "httproutes.gateway.networking.k8s.io");
        start();

        assertThat(users().users()).isEmpty();
        assertThat(users().unreadable())
                .containsExactly(
                        new Gap("HTTPRoute", true, "cannot list httproutes.gateway.networking.k8s.io"),
                        new Gap("Ingress", true, "cannot list ingresses.networking.k8s.io in namespace a"),
                        new Gap(
                                "ServiceMonitor",
                                false,
                                "cannot list servicemonitors.monitoring.coreos.com: the server could not find the"
                                        + " requested resource"));
    }

    @Test
    void theNamespaceIsReadAnewSoThatNoWriteRestsOnADeadWatch() {
        // given
        start();
        cluster.proxy().watches().stall();
        var before = observer.snapshot("a");

        // when
        cluster.create(Samples.pod("a", "new"));
        var after = observer.withUsers(before, List.of(ONE));

        // then
        assertThat(observer.snapshot("a").pods()).isEmpty();
        assertThat(after.pods()).hasSize(1);
        assertThat(after.users()).containsOnlyKeys(ONE);
    }

    @Test
    void aNamespaceThatCannotBeReadAnewStaysAsItWasSeenAndIsIncomplete() {
        cluster.create(Samples.pod("a", "pod"));
        start();
        var before = observer.snapshot("a");
        cluster.deny("list", "pods");

        var after = observer.withUsers(before, List.of(ONE));

        assertThat(before.complete()).isTrue();
        assertThat(after.gaps()).containsExactly(new Gap("Pod", true, "cannot list pods in namespace a"));
        assertThat(after.pods()).hasSize(1).isEqualTo(before.pods());
    }

    @Test
    void callSitesAndCertificatesStayAsTheyWere() {
        cluster.create(
                Samples.configuration("webhooks", "a/one"),
                Samples.definition(ForeignKind.CERTIFICATE),
                Samples.foreign(ForeignKind.CERTIFICATE, "a", "serving", Map.of("secretName", "one-tls")));
        start();
        var before = observer.snapshot("a");

        var after = observer.withUsers(before, List.of(ONE));

        assertThat(before.callSites()).hasSize(1);
        assertThat(before.certificates()).hasSize(1);
        assertThat(after).isEqualTo(before.withUsers(after.users()));
    }

    private ServiceUsers users() {
        return userOf(observer.withUsers(observer.snapshot("a"), List.of(ONE)));
    }

    private static ServiceUsers userOf(Snapshot snapshot) {
        return snapshot.users()
                .getOrDefault(ONE, new ServiceUsers(List.of(), List.of(new Gap("Service", false, "not read at all"))));
    }

    private List<String> names() {
        assertThat(users().unreadable()).isEmpty();
        return users().users().stream().map(user -> user.key().toString()).toList();
    }

    private void start() {
        assertThat(observer.start(PATIENCE)).isEmpty();
    }

    private static Ingress ingress(String namespace, String name, String service) {
        return new IngressBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addNewRule()
                .withNewHttp()
                .addNewPath()
                .withPath("/")
                .withPathType("Prefix")
                .withNewBackend()
                .withNewService()
                .withName(service)
                .endService()
                .endBackend()
                .endPath()
                .endHttp()
                .endRule()
                .endSpec()
                .build();
    }

    private static HasMetadata route(String namespace, String name, Map<String, Object> backend) {
        return Samples.foreign(
                ForeignKind.HTTP_ROUTE,
                namespace,
                name,
                Map.of("rules", List.of(Map.of("backendRefs", List.of(backend)))));
    }

    private static HasMetadata monitor(String namespace, String name, Map<String, Object> spec) {
        return Samples.foreign(ForeignKind.SERVICE_MONITOR, namespace, name, spec);
    }

    private static Map<String, Object> expression(String operator, String... values) {
        return Map.of(
                "selector",
                Map.of(
                        "matchExpressions",
                        List.of(Map.of("key", "app", "operator", operator, "values", List.of(values)))));
    }
}
