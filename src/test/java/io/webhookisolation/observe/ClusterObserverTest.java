package io.webhookisolation.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.fixture.time.SimulatedTime;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.probe.ProbeHistory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ClusterObserverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ObservedCluster cluster = new ObservedCluster();
    private final ProbeHistory probes = new ProbeHistory();
    private final SimulatedTime time = new SimulatedTime();
    private final List<Set<String>> changes = new CopyOnWriteArrayList<>();
    private ClusterObserver observer = new ClusterObserver(cluster.client(), Set.of(), probes, time);

    @AfterEach
    void stop() {
        observer.close();
        cluster.close();
    }

    @Test
    void aSnapshotHoldsItsNamespaceAndNothingElse() {
        // given
        cluster.create(
                Samples.service("a", "one"),
                Samples.slice("a", "one"),
                Samples.pod("a", "pod"),
                Samples.deployment("a", "manager"),
                Samples.service("b", "two"),
                Samples.pod("b", "pod"),
                Samples.configuration("both", "a/one", "b/two"),
                Samples.configurationWithUrl("elsewhere", "https://example.io"));
        start();

        // when
        var snapshot = observer.snapshot("a");

        // then
        assertThat(snapshot.live()).isTrue();
        assertThat(snapshot.gaps()).isEmpty();
        assertThat(snapshot.services())
                .extracting(service -> service.key().toString())
                .containsExactly("Service a/one");
        assertThat(snapshot.slices()).hasSize(1);
        assertThat(snapshot.pods()).extracting(pod -> pod.key().toString()).containsExactly("Pod a/pod");
        assertThat(snapshot.workloads()).extracting(it -> it.key().toString()).containsExactly("Deployment a/manager");
        assertThat(snapshot.callSites()).extracting(CallSite::entry).containsExactly("one.example.io");
    }

    @Test
    void aCallSiteOfAServiceThatDoesNotExistIsThere() {
        cluster.create(Samples.configuration("dangling", "a/missing"));
        start();

        var snapshot = observer.snapshot("a");

        assertThat(snapshot.callSites()).hasSize(1);
        assertThat(snapshot.services()).isEmpty();
    }

    @Test
    void aServiceThatGovernsAStatefulSetIsMarked() {
        cluster.create(Samples.service("a", "peers"), Samples.statefulSet("a", "db", "peers"));
        start();

        var snapshot = observer.snapshot("a");

        assertThat(snapshot.services()).singleElement().matches(service -> service.governs());
    }

    @Test
    void whatTheProbesShowedIsThere() {
        var target = new ProbeTarget(new ServiceReference("a", "one"), "uid", "pod", "10.0.0.1", 9443);
        probes.record(new ProbeResult(target, SimulatedTime.START, Duration.ZERO, new ProbeOutcome.Refused()));
        start();

        assertThat(observer.snapshot("a").probes()).containsOnlyKeys(target);
        assertThat(observer.snapshot("b").probes()).isEmpty();
    }

    @Test
    void eachChangeNamesItsNamespace() {
        start();

        cluster.create(Samples.service("a", "one"));
        awaitChange("a");
        cluster.create(Samples.pod("b", "pod"));
        awaitChange("b");
        pod("b").edit(pod -> {
            pod.getMetadata().getLabels().put("app", "other");
            return pod;
        });
        awaitChange("b");
        cluster.admin().services().inNamespace("a").withName("one").delete();
        awaitChange("a");

        assertThat(observer.snapshot("a").services()).isEmpty();
        assertThat(observer.snapshot("b").pods())
                .singleElement()
                .matches(pod -> pod.labels().has("app", "other"));
    }

    @Test
    void aCallSiteThatMovesNamesTheOldAndTheNewNamespace() {
        cluster.create(Samples.configuration("moving", "a/one"));
        start();

        cluster.admin().resource(Samples.configuration("moving", "b/two")).update();

        soon().untilAsserted(() -> assertThat(changes).contains(Set.of("a", "b")));
        assertThat(observer.snapshot("a").callSites()).isEmpty();
        assertThat(observer.snapshot("b").callSites()).hasSize(1);
    }

    @Test
    void whatNobodyReadsIsNoChange() {
        cluster.create(Samples.pod("a", "pod"), Samples.pod("b", "pod"));
        start();

        pod("a").edit(pod -> {
            pod.getMetadata().setAnnotations(Map.of("heartbeat", "now"));
            return pod;
        });
        pod("a").editStatus(pod -> {
            pod.setStatus(new PodStatusBuilder().withMessage("still here").build());
            return pod;
        });
        pod("b").delete();
        awaitOnly("b");
    }

    @Test
    void healthTellsHowEachInformerDoes() {
        cluster.create(Samples.pod("a", "pod"));
        start();

        assertThat(observer.health())
                .hasSize(13)
                .allMatch(state -> state.running() && state.synced() && state.watching())
                .allMatch(state -> state.gap().isEmpty());
        assertThat(observer.health())
                .filteredOn(state -> state.name().equals("pods"))
                .singleElement()
                .matches(state -> state.lastEvent().equals(Optional.of(SimulatedTime.START)));
    }

    @Test
    void restrictedToNamespacesItAsksForNothingElse() {
        cluster.create(Samples.service("a", "one"), Samples.service("b", "two"), Samples.service("c", "three"));
        restrictTo("a", "b");
        start();

        assertThat(observer.snapshot("a").services()).hasSize(1);
        assertThat(observer.snapshot("b").services()).hasSize(1);
        assertThat(observer.snapshot("c").services()).isEmpty();
        assertThat(observer.snapshot("a").gaps()).isEmpty();
        assertThat(observer.snapshot("c").gaps())
                .containsExactly(new Gap("Namespace", false, "namespace c is not among those that are watched"));
        assertThat(cluster.calls("pods")).extracting(Call::namespace).containsOnly("a", "b");
    }

    @Test
    void certificatesAreReadOnlyWhereTheirDefinitionIs() {
        start();

        observer.snapshot("a");

        assertThat(cluster.calls())
                .isNotEmpty()
                .extracting(Call::resource)
                .noneMatch(resource -> resource.contains("cert-manager.io"));
    }

    @Test
    void certificatesAreReadLive() {
        cluster.create(Samples.definition(ForeignKind.CERTIFICATE));
        start();
        cluster.create(Samples.foreign(
                ForeignKind.CERTIFICATE,
                "a",
                "serving",
                Map.of("dnsNames", List.of("one.a.svc"), "secretName", "one-tls")));

        var snapshot = observer.snapshot("a");

        assertThat(snapshot.certificates())
                .singleElement()
                .matches(certificate -> certificate.secretName().equals("one-tls"));
        assertThat(snapshot.gaps()).isEmpty();
    }

    private PodResource pod(String namespace) {
        return cluster.admin().pods().inNamespace(namespace).withName("pod");
    }

    private void restrictTo(String... namespaces) {
        observer.close();
        observer = new ClusterObserver(cluster.client(), Set.of(namespaces), probes, time);
    }

    private void start() {
        assertThat(observer.start(PATIENCE)).isEmpty();
        observer.onChange(changes::add);
    }

    private void awaitChange(String namespace) {
        soon().untilAsserted(() -> assertThat(changes).contains(Set.of(namespace)));
        changes.clear();
    }

    private static ConditionFactory soon() {
        return await().atMost(PATIENCE);
    }

    private void awaitOnly(String namespace) {
        soon().untilAsserted(() -> assertThat(changes).isNotEmpty());
        assertThat(changes).containsOnly(Set.of(namespace));
    }
}
