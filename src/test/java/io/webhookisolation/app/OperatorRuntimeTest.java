package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.EmbeddedControlPlane;
import io.webhookisolation.reconcile.Ceiling;
import io.webhookisolation.scenario.Component;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatorRuntimeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NAMESPACE = "operators";

    /** So long that nobody leads in time unless the Lease is handed over. */
    private static final LeaseTimings LONG =
            new LeaseTimings(Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofMillis(100));

    private final HttpClient http = HttpClient.newHttpClient();
    private EmbeddedControlPlane plane;

    @BeforeEach
    void start() {
        plane = EmbeddedControlPlane.start();
        plane.createNamespace(NAMESPACE);
    }

    @AfterEach
    void stop() {
        http.close();
        plane.close();
    }

    @Test
    void narrows_the_selector_of_a_service_that_reaches_a_foreign_pod() throws Exception {
        plane.install(Component.scaffolded("alpha"), NAMESPACE);
        plane.install(Component.scaffolded("beta").selecting(Map.of("app.kubernetes.io/name", "beta")), NAMESPACE);
        enforce();

        try (var runtime = start(plane.client(), configuration("one"))) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(selector("alpha-webhook-service"))
                            .containsEntry("app.kubernetes.io/name", "alpha"));

            assertThat(get(runtime.healthAddress(), "/readyz").statusCode()).isEqualTo(200);
            assertThat(get(runtime.metricsAddress(), "/metrics").body())
                    .contains(
                            "\nwebhook_isolation_leader 1.0",
                            "operator_sdk_reconciliations_started_total",
                            "jvm_memory_used_bytes");
        }
    }

    @Test
    void is_alive_but_not_ready_while_something_may_not_be_read() throws Exception {
        plane.server().access().deny("list", "", "pods");

        try (var client = plane.clientAs("operator");
                var runtime =
                        OperatorRuntime.start(client, plane.dialer(), configuration("one"), InstantSource.system())) {
            var ready = get(runtime.healthAddress(), "/readyz");

            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("[-]informers failed: cannot list pods");
            assertThat(get(runtime.healthAddress(), "/livez").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void hands_the_lease_over_at_once_when_it_stops() throws Exception {
        var first = start(plane.client(), elected("first", LONG));
        awaitLeading(first, 1);
        try (var second = start(plane.client(), elected("second", LONG))) {
            assertThat(get(second.healthAddress(), "/readyz").statusCode()).isEqualTo(200);
            awaitLeading(second, 0);

            first.close();

            awaitLeading(second, 1);
            assertThat(first.ended()).isCompletedWithValue(ExitCode.OK);
            assertThat(holder()).hasValue("second");
        }
    }

    @Test
    void ends_with_a_code_of_its_own_when_another_process_took_the_lease() {
        var quick = new LeaseTimings(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(100));
        try (var runtime = start(plane.client(), elected("first", quick))) {
            awaitLeading(runtime, 1);

            usurpLease();

            assertThat(runtime.ended()).succeedsWithin(PATIENCE).isEqualTo(ExitCode.LEASE_LOST);
            awaitLeading(runtime, 0);
        }
    }

    @Test
    void ends_with_that_code_when_it_cannot_renew_the_lease() {
        var quick = new LeaseTimings(Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofMillis(100));
        try (var client = plane.clientAs("operator");
                var runtime = start(client, elected("first", quick))) {
            awaitLeading(runtime, 1);

            plane.server().access().deny("patch", "coordination.k8s.io", "leases");

            assertThat(runtime.ended()).succeedsWithin(PATIENCE).isEqualTo(ExitCode.LEASE_LOST);
        }
    }

    @Test
    void leaves_the_lease_to_whoever_took_it_while_it_could_not_be_read() {
        var quick = new LeaseTimings(Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofMillis(100));
        try (var client = plane.clientAs("operator");
                var runtime = start(client, elected("first", quick))) {
            awaitLeading(runtime, 1);

            plane.server().access().deny("get", "coordination.k8s.io", "leases");
            usurpLease();

            assertThat(runtime.ended()).succeedsWithin(PATIENCE).isEqualTo(ExitCode.LEASE_LOST);
            plane.server().access().allow("get", "coordination.k8s.io", "leases");
        }
        assertThat(holder()).hasValue("usurper");
    }

    @Test
    void says_how_to_install_the_definition_where_it_is_missing() {
        plane.client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("webhookisolationpolicies.webhook-isolation.io")
                .delete();

        assertThatThrownBy(() -> start(plane.client(), configuration("one")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("webhook-isolation crds | kubectl apply -f -");
    }

    @Test
    void names_the_flag_of_a_port_that_is_taken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var configuration = configuration("one", new Address("127.0.0.1", taken.getLocalPort()), false, LONG);

            assertThatThrownBy(() -> start(plane.client(), configuration))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageStartingWith("--health-address says 127.0.0.1:" + taken.getLocalPort());
        }
    }

    private OperatorRuntime start(KubernetesClient client, RunConfiguration configuration) {
        return OperatorRuntime.start(client, plane.dialer(), configuration, InstantSource.system());
    }

    private void enforce() {
        var policy = new WebhookIsolationPolicy();
        policy.setMetadata(new ObjectMetaBuilder()
                .withNamespace(NAMESPACE)
                .withName("webhooks")
                .build());
        policy.setSpec(new PolicySpec(
                null, new SelectorsSpec(SelectorsSpec.Mode.Enforce, null, null, null, null, null), null, null));
        plane.client().resource(policy).create();
    }

    private Map<String, String> selector(String service) {
        return plane.client()
                .services()
                .inNamespace(NAMESPACE)
                .withName(service)
                .get()
                .getSpec()
                .getSelector();
    }

    private void awaitLeading(OperatorRuntime runtime, int value) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                get(runtime.metricsAddress(), "/metrics").body())
                        .contains("\nwebhook_isolation_leader " + value + ".0"));
    }

    private Optional<String> holder() {
        return Optional.ofNullable(leases().get().getSpec().getHolderIdentity());
    }

    /** Without a resourceVersion, since the holder renews it all the time. */
    private void usurpLease() {
        leases().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"holderIdentity\":\"usurper\"}}");
    }

    private Resource<Lease> leases() {
        return plane.client().leases().inNamespace(NAMESPACE).withName(LeaderElection.LEASE);
    }

    private HttpResponse<String> get(InetSocketAddress server, String path) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + server.getPort() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static RunConfiguration configuration(String identity) {
        return configuration(identity, new Address("127.0.0.1", 0), false, LONG);
    }

    private static RunConfiguration elected(String identity, LeaseTimings lease) {
        return configuration(identity, new Address("127.0.0.1", 0), true, lease);
    }

    private static RunConfiguration configuration(
            String identity, Address health, boolean leaderElect, LeaseTimings lease) {
        return new RunConfiguration(
                new TreeSet<>(),
                NAMESPACE,
                identity,
                Ceiling.NARROW,
                health,
                new Address("127.0.0.1", 0),
                leaderElect,
                lease,
                Duration.ofSeconds(10));
    }
}
