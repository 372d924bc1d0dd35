package io.webhookisolation.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.webhookisolation.fixture.time.SimulatedTime;
import io.webhookisolation.model.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeptObjectsTest {

    private final List<Set<String>> changes = new ArrayList<>();
    private final SimulatedTime time = new SimulatedTime();
    private final KeptObjects<Pod> pods = new KeptObjects<>(podKind(), time, changes::add);

    @Test
    void theInformerGetsBackWhatItLooksAt() {
        var pod = versioned(Samples.pod("a", "one"), "7");

        var before = pods.put("a/one", pod);

        assertThat(before).isNull();
        var known = Objects.requireNonNull(pods.get("a/one"));
        assertThat(known.getMetadata().getNamespace()).isEqualTo("a");
        assertThat(known.getMetadata().getName()).isEqualTo("one");
        assertThat(known.getMetadata().getResourceVersion()).isEqualTo("7");
        assertThat(pods.getKey(known)).isEqualTo("a/one");
        assertThat(pods.values().map(pods::getKey)).containsExactly("a/one");
        assertThat(pods.keySet()).containsExactly("a/one");
        assertThat(pods.size()).isOne();
        assertThat(known.getSpec()).isNull();
    }

    @Test
    void aNewVersionOfWhatWeKeepIsRememberedAndIsNoChange() {
        pods.put("a/one", versioned(Samples.pod("a", "one"), "7"));
        changes.clear();

        var before = Objects.requireNonNull(pods.put("a/one", versioned(Samples.pod("a", "one"), "8")));

        assertThat(before.getMetadata().getResourceVersion()).isEqualTo("7");
        assertThat(Objects.requireNonNull(pods.get("a/one")).getMetadata().getResourceVersion())
                .isEqualTo("8");
        assertThat(changes).isEmpty();
    }

    @Test
    void aRemovedObjectIsAChangeAndGone() {
        pods.put("a/one", Samples.pod("a", "one"));
        changes.clear();

        pods.remove("a/one");

        assertThat(changes).containsExactly(Set.of("a"));
        assertThat(pods.in("a")).isEmpty();
        assertThat(pods.namespaces()).isEmpty();
        assertThat(pods.get("a/one")).isNull();
    }

    @Test
    void anAliasIsFoundWhereItLeadsToNowAndNoLongerWhereItLed() {
        var services = new KeptObjects<>(Kinds.SERVICES, time, changes::add);

        services.put("a/alias", Samples.alias("a", "alias", "hooks.b.svc"));
        var before = services.reaching("b");
        services.put("a/alias", Samples.alias("a", "alias", "Hooks.C.SVC.cluster.local."));

        assertThat(before).hasSize(1);
        assertThat(services.reaching("b")).isEmpty();
        assertThat(services.reaching("c")).hasSize(1);
        services.remove("a/alias");
        assertThat(services.reaching("c")).isEmpty();
    }

    @Test
    void anAliasOfSomethingOutsideTheClusterLeadsNowhere() {
        var services = new KeptObjects<>(Kinds.SERVICES, time, changes::add);

        services.put("a/alias", Samples.alias("a", "alias", "hooks.b.example.com"));

        assertThat(services.reaching("b")).isEmpty();
        assertThat(services.read()).isZero();
    }

    @Test
    void removingWhatIsNotThereIsNoChange() {
        assertThat(pods.remove("a/one")).isNull();
        assertThat(changes).isEmpty();
    }

    @Test
    void anObjectThatNamesOtherNamespacesNowMoves() {
        var kind = configurationKind();
        var configurations = new KeptObjects<>(kind, time, changes::add);
        configurations.put("w", Samples.configuration("w", "a/one", "b/two"));
        changes.clear();

        configurations.put("w", Samples.configuration("w", "b/two", "c/three"));

        assertThat(changes).containsExactly(Set.of("a", "b", "c"));
        assertThat(configurations.in("a")).isEmpty();
        assertThat(configurations.in("b")).hasSize(1);
        assertThat(configurations.in("c")).hasSize(1);
        assertThat(configurations.contains("w")).isTrue();
    }

    @Test
    void anObjectThatCannotBeConvertedMakesItsNamespaceIncompleteInsteadOfBeingLost() {
        var unreadable = new KeptObjects<>(broken(podKind()), time, changes::add);

        unreadable.put("a/one", Samples.pod("a", "one"));

        assertThat(changes).containsExactly(Set.of("a"));
        assertThat(unreadable.in("a"))
                .containsExactly(new Kept.Unreadable(
                        "a", new Gap("Pod", false, "cannot read Pod a/one: java.lang.IllegalStateException: odd")));
        assertThat(unreadable.in("b")).isEmpty();
    }

    @Test
    void aClusterScopedObjectThatCannotBeConvertedMakesEveryNamespaceIncomplete() {
        var unreadable = new KeptObjects<>(broken(configurationKind()), time, changes::add);

        unreadable.put("w", Samples.configuration("w", "a/one"));

        assertThat(unreadable.in("a")).hasSize(1).isEqualTo(unreadable.in("b"));
    }

    @Test
    void theTimeOfTheLastEventIsKnown() {
        assertThat(pods.lastEvent()).isEmpty();

        pods.put("a/one", Samples.pod("a", "one"));

        assertThat(pods.lastEvent()).isEqualTo(Optional.of(SimulatedTime.START));
    }

    private static Kind<Pod> podKind() {
        return new Kind<>(Pod.class, true, 1, Pod::new, KindsTest::kept);
    }

    private static Kind<ValidatingWebhookConfiguration> configurationKind() {
        return new Kind<>(
                ValidatingWebhookConfiguration.class, false, 1, ValidatingWebhookConfiguration::new, KindsTest::kept);
    }

    private static <R extends HasMetadata> Kind<R> broken(Kind<R> kind) {
        return new Kind<>(kind.type(), kind.namespaced(), 1, kind.blank(), object -> {
            throw new IllegalStateException("odd");
        });
    }

    private static Pod versioned(Pod pod, String version) {
        pod.getMetadata().setResourceVersion(version);
        return pod;
    }
}
