package io.webhookisolation.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodAffinityTermBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.webhookisolation.fixture.time.SimulatedTime;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.PodSelector;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceUsers;
import io.webhookisolation.probe.ProbeHistory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What keeps away from our Pods in other namespaces may keep these from a node. */
class AffinityElsewhereTest {

    private static final ServiceReference WEBHOOK = new ServiceReference("a", "one");

    private final ObservedCluster cluster = new ObservedCluster();
    private final ClusterObserver observer =
            new ClusterObserver(cluster.client(), Set.of(), new ProbeHistory(), new SimulatedTime());

    @AfterEach
    void stop() {
        observer.close();
        cluster.close();
    }

    @Test
    void itCountsWhereItLooksHereAndOfTheOwnNamespaceTheSnapshotTells() {
        // given
        cluster.create(
                Samples.service("a", "one"),
                keepingAway("a", "own", term -> term.withNamespaces("a")),
                keepingAway("b", "at-home", term -> term),
                keepingAway(
                        "b",
                        "everywhere",
                        term -> term.withNewNamespaceSelector().endNamespaceSelector()),
                keepingAway("b", "here", term -> term.withNamespaces("a")),
                keepingAway("b", "elsewhere", term -> term.withNamespaces("c")));
        assertThat(observer.start(Duration.ofSeconds(30))).isEmpty();
        var snapshot = observer.snapshot("a").withUsers(Map.of(WEBHOOK, ServiceUsers.NONE));

        // when
        var read = observer.withPodSelectors(snapshot, "a").users().values().stream()
                .flatMap(users -> users.podSelectors().stream())
                .flatMap(selectors -> selectors.selectors().stream());

        // then
        assertThat(affected(read)).containsExactlyInAnyOrder("Deployment b/everywhere", "Deployment b/here");
    }

    private static Stream<String> affected(Stream<PodSelector> selectors) {
        return selectors
                .filter(selector -> selector.tellsApart(LabelSet.EMPTY, LabelSet.of("tier", "front")))
                .map(PodSelector::user);
    }

    /** From Pods with the label {@code tier: front}. */
    private static Deployment keepingAway(
            String namespace, String name, UnaryOperator<PodAffinityTermBuilder> options) {
        var term = options.apply(new PodAffinityTermBuilder()
                .withTopologyKey("kubernetes.io/hostname")
                .withNewLabelSelector()
                .addToMatchLabels("tier", "front")
                .endLabelSelector());
        return new DeploymentBuilder(Samples.deployment(namespace, name))
                .editSpec()
                .withNewTemplate()
                .withNewSpec()
                .withNewAffinity()
                .withNewPodAntiAffinity()
                .withRequiredDuringSchedulingIgnoredDuringExecution(term.build())
                .endPodAntiAffinity()
                .endAffinity()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
