package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.cluster.EmbeddedControlPlane;
import io.webhookisolation.cluster.proxy.Faults;
import io.webhookisolation.model.Gap;
import io.webhookisolation.observe.InformerState;
import io.webhookisolation.reconcile.Ceiling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PermissionMonitorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofMillis(5);
    private static final Gap MAY_NOT_PATCH = new Gap("Service", true, "cannot patch services");

    private final EmbeddedControlPlane plane = EmbeddedControlPlane.start();
    private final KubernetesClient client = plane.clientAs("operator");
    private final AtomicInteger woken = new AtomicInteger();
    private volatile List<InformerState> informers = List.of();
    private final PermissionMonitor permissions =
            new PermissionMonitor(client, configuration(), () -> informers, woken::incrementAndGet);

    @AfterEach
    void stop() {
        permissions.close();
        client.close();
        plane.close();
    }

    @Test
    void knows_what_is_missing_once_it_has_started() {
        plane.server().access().deny("patch", "", "services");

        permissions.start(Duration.ofHours(1));

        assertThat(permissions.missing()).containsExactly(MAY_NOT_PATCH);
        assertThat(permissions.problem()).contains("cannot patch services");
        assertThat(woken).hasValue(1);
    }

    @Test
    void wakes_once_when_a_permission_is_granted() {
        plane.server().access().deny("patch", "", "services");
        permissions.start(OFTEN);

        plane.server().access().allow("patch", "", "services");
        await().atMost(PATIENCE).until(() -> permissions.missing().isEmpty() && woken.get() == 2);
        var looks = plane.proxy("operator").calls().size();
        await().atMost(PATIENCE).until(() -> plane.proxy("operator").calls().size() > looks + 20);

        assertThat(woken).hasValue(2);
    }

    @Test
    void asks_anew_before_a_write() {
        permissions.start(Duration.ofHours(1));

        plane.server().access().deny("patch", "", "services");

        assertThat(permissions.missing()).isEmpty();
        assertThat(permissions.missingNow()).containsExactly(MAY_NOT_PATCH);
    }

    @Test
    void keeps_to_the_last_answer_while_there_is_none() {
        plane.server().access().deny("patch", "", "services");
        permissions.start(Duration.ofHours(1));
        plane.server().access().allow("patch", "", "services");
        plane.proxy("operator").faults().every(call -> true, Faults.internalError());

        var silent = permissions.missingNow();
        plane.proxy("operator").faults().clear();

        assertThat(silent).containsExactly(MAY_NOT_PATCH);
        assertThat(permissions.missingNow()).isEmpty();
    }

    @Test
    void asks_at_each_look_whether_a_watch_that_is_down_may_stand_at_all() {
        informers = List.of(slices(true));
        permissions.start(OFTEN);

        plane.server().access().deny("watch", "discovery.k8s.io", "endpointslices");
        informers = List.of(slices(false));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(permissions.missing())
                        .containsExactly(
                                new Gap("EndpointSlice", true, "cannot watch endpointslices.discovery.k8s.io")));
    }

    @Test
    void names_each_permission_that_a_rotation_lacks_in_the_cluster_there_and_at_home() {
        plane.server().access().deny("patch", "apiextensions.k8s.io", "customresourcedefinitions");
        plane.server().access().deny("create", "", "secrets");
        plane.server().access().deny("get", "", "namespaces");

        var missing = permissions.missingToRotate("webhooks");

        assertThat(missing)
                .extracting(Gap::detail)
                .containsExactly(
                        "cannot patch customresourcedefinitions.apiextensions.k8s.io",
                        "cannot get namespaces",
                        "cannot create secrets in namespace webhooks",
                        "cannot create secrets in namespace " + configuration().operatorNamespace());
        assertThat(permissions.missing()).isEmpty();
    }

    static Stream<Right> rightsOfRotation() {
        return Right.ofRotation();
    }

    @ParameterizedTest
    @MethodSource("rightsOfRotation")
    void nothing_is_granted_for_rotation_that_is_not_missed_without_it(Right right) {
        plane.server().access().deny(right.verb(), right.group(), right.resource());

        assertThat(permissions.missingToRotate("webhooks"))
                .isNotEmpty()
                .allSatisfy(gap -> assertThat(gap.detail()).startsWith("cannot " + right));
    }

    /** A watch outlives the loss of the right to list by hours, and each repair begins with a list. */
    @Test
    void asks_now_and_then_whether_what_is_watched_may_still_be_listed() {
        informers = List.of(slices(true));
        permissions.start(OFTEN);

        plane.server().access().deny("list", "discovery.k8s.io", "endpointslices");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(permissions.missing())
                        .containsExactly(
                                new Gap("EndpointSlice", true, "cannot list endpointslices.discovery.k8s.io")));
    }

    private static InformerState slices(boolean watching) {
        return new InformerState(
                "EndpointSlice",
                "endpointslices.discovery.k8s.io",
                "",
                true,
                true,
                watching,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void the_lease_is_no_matter_of_the_policies() {
        plane.server().access().deny("patch", "coordination.k8s.io", "leases");

        permissions.start(Duration.ofHours(1));

        assertThat(permissions.missing()).isEmpty();
        assertThat(permissions.problem())
                .contains("cannot patch leases.coordination.k8s.io in namespace operators")
                .isEqualTo(permissions.problemOfLease());
    }

    private static RunConfiguration configuration() {
        return new RunConfiguration(
                new TreeSet<>(),
                "operators",
                "operator-0",
                Ceiling.NARROW,
                new Address("127.0.0.1", 0),
                new Address("127.0.0.1", 0),
                true,
                LeaseTimings.DEFAULT,
                Duration.ofSeconds(10));
    }
}
