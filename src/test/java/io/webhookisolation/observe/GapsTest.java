package io.webhookisolation.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookisolation.fixture.time.SimulatedTime;
import io.webhookisolation.model.Gap;
import io.webhookisolation.probe.ProbeHistory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class GapsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ObservedCluster cluster = new ObservedCluster();
    private final ProbeHistory probes = new ProbeHistory();
    private final SimulatedTime time = new SimulatedTime();
    private final List<Set<String>> changes = new CopyOnWriteArrayList<>();
    private final ClusterObserver observer = new ClusterObserver(cluster.client(), Set.of(), probes, time);

    @AfterEach
    void stop() {
        observer.close();
        cluster.close();
    }

    @Test
    void nothingIsCompleteBeforeTheStart() {
        var snapshot = observer.snapshot("a");

        assertThat(snapshot.gaps()).hasSize(13);
        assertThat(snapshot.complete()).isFalse();
    }

    @Test
    void aMissingPermissionIsAGapThatNamesVerbAndResourceUntilItIsGranted() {
        // given
        var expected = new Gap("Pod", true, "cannot list pods");
        cluster.create(Samples.pod("a", "pod"));
        cluster.deny("list", "pods");
        observer.start(Duration.ZERO);
        soon().untilAsserted(() -> assertThat(observer.snapshot("a").gaps()).containsExactly(expected));

        // when
        var unsynced = observer.start(Duration.ZERO);
        observer.onChange(changes::add);
        cluster.allow("list", "pods");

        // then
        assertThat(unsynced).containsExactly(expected);
        soon().untilAsserted(() -> assertThat(observer.snapshot("a").gaps()).isEmpty());
        assertThat(observer.snapshot("a").pods()).hasSize(1);
        soon().untilAsserted(() -> assertThat(changes).contains(Set.of("a")));
    }

    @Test
    void aMissingPermissionToWatchIsAGapAlthoughTheListWasRead() {
        cluster.deny("watch", "pods");

        observer.start(Duration.ZERO);

        soon().untilAsserted(() ->
                assertThat(observer.snapshot("a").gaps()).containsExactly(new Gap("Pod", true, "cannot watch pods")));
        assertThat(observer.health())
                .filteredOn(state -> state.name().equals("pods"))
                .allMatch(state -> state.synced() && !state.watching());
    }

    @Test
    void aWatchThatStaysDownBecomesAGap() {
        start();
        cluster.proxy().disconnect();
        soon().untilAsserted(() -> assertThat(observer.health()).noneMatch(InformerState::watching));

        time.advance(Duration.ofMinutes(1));
        assertThat(observer.snapshot("a").gaps()).isEmpty();

        time.advance(Duration.ofMinutes(2));
        assertThat(observer.snapshot("a").gaps())
                .hasSize(13)
                .contains(new Gap("Pod", false, "the watch of pods is down"));
    }

    @Test
    void aStoppedObserverIsAGap() {
        start();

        observer.close();

        assertThat(observer.snapshot("a").gaps())
                .hasSize(13)
                .contains(new Gap("Pod", false, "the watch of pods does not run"));
    }

    @Test
    void certificatesThatMayNotBeReadAreAGap() {
        cluster.create(Samples.definition(ForeignKind.CERTIFICATE));
        cluster.deny("list", "certificates.cert-manager.io");
        start();

        assertThat(observer.snapshot("a").gaps())
                .containsExactly(
                        new Gap("Certificate", true, "cannot list certificates.cert-manager.io in namespace a"));
    }

    private void start() {
        assertThat(observer.start(PATIENCE)).isEmpty();
        observer.onChange(changes::add);
    }

    private static ConditionFactory soon() {
        return await().atMost(PATIENCE);
    }
}
