package io.webhookisolation.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.fixture.time.SimulatedTime;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.PodSelector;
import io.webhookisolation.model.PodSelectors;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.probe.ProbeHistory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of another project, so that a cluster may lack them; {@link PodPickersTest} tells of the others who pick Pods. */
@Timeout(120)
class PodMonitorsTest {

    private static final LabelSet BEFORE = LabelSet.of("control-plane", "controller-manager");
    private static final LabelSet AFTER = BEFORE.plus(LabelSet.of("app", "one"));
    private static final Map<String, Object> NAMED = Map.of("matchLabels", Map.of("app", "one"));
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
    void a_cluster_without_their_definition_is_not_asked_for_them() {
        // when
        var read = read();

        // then
        assertThat(read).isEqualTo(PodSelectors.NONE);
        assertThat(cluster.calls())
                .isNotEmpty()
                .extracting(Call::resource)
                .noneMatch(resource -> resource.contains("podmonitors"));
    }

    @Test
    void those_that_look_into_the_namespace_and_would_begin_or_cease_to_match_are_found() {
        // given
        cluster.create(
                Samples.definition(ForeignKind.POD_MONITOR),
                monitor("a", "by-label", Map.of("selector", NAMED)),
                monitor("a", "of-all", Map.of("selector", Map.of())),
                monitor("a", "by-absence", Map.of("selector", absence())),
                monitor("a", "of-another", Map.of("selector", Map.of("matchLabels", Map.of("app", "two")))),
                monitor("b", "elsewhere", Map.of("selector", NAMED)),
                monitor("b", "across", Map.of("selector", NAMED, "namespaceSelector", Map.of("any", true))));

        // when
        var read = read();

        // then
        assertThat(read.unreadable()).isEmpty();
        assertThat(read.selectors().stream()
                        .filter(selector -> selector.tellsApart(BEFORE, AFTER))
                        .map(PodSelector::user))
                .containsExactlyInAnyOrder("PodMonitor/by-label", "PodMonitor/by-absence", "PodMonitor/across");
    }

    @Test
    void one_that_selects_in_no_way_that_we_know_counts_as_unread() {
        // given
        cluster.create(
                Samples.definition(ForeignKind.POD_MONITOR),
                monitor("a", "by-magic", Map.of("selector", expression("Resembles", "one"))));

        // then
        assertThat(read().unreadable())
                .containsExactly(new Gap(
                        "PodMonitor",
                        false,
                        "PodMonitor/by-magic selects by Resembles, which is no operator that we know"));
    }

    @Test
    void where_they_may_not_be_listed_that_is_named() {
        // given
        cluster.create(Samples.definition(ForeignKind.POD_MONITOR));
        cluster.deny("list", "podmonitors.monitoring.coreos.com");

        // then
        assertThat(read().unreadable())
                .containsExactly(new Gap("PodMonitor", true, "cannot list podmonitors.monitoring.coreos.com"));
    }

    private PodSelectors read() {
        assertThat(observer.start(Duration.ofSeconds(30))).isEmpty();
        var snapshot = observer.withUsers(observer.snapshot("a"), List.of(ONE));
        return observer.withPodSelectors(snapshot, "a").users().values().stream()
                .flatMap(users -> users.podSelectors().stream())
                .findFirst()
                .orElseThrow();
    }

    private static HasMetadata monitor(String namespace, String name, Map<String, Object> spec) {
        return Samples.foreign(ForeignKind.POD_MONITOR, namespace, name, spec);
    }

    private static Map<String, Object> absence() {
        return Map.of("matchExpressions", List.of(Map.of("key", "app", "operator", "DoesNotExist")));
    }

    private static Map<String, Object> expression(String operator, String value) {
        return Map.of(
                "matchExpressions", List.of(Map.of("key", "app", "operator", operator, "values", List.of(value))));
    }
}
