package io.webhookisolation.cluster;

import static io.webhookisolation.cluster.proxy.Faults.When.AFTER_IT_IS_DONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.FaultProxy;
import io.webhookisolation.cluster.proxy.Faults;
import io.webhookisolation.cluster.proxy.Gate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Watches, over WebSocket and over plain HTTP, that a proxy carries, breaks and holds back. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class ProxiedWatchTest {

    private final EmbeddedControlPlane plane = EmbeddedControlPlane.start();
    private final FaultProxy proxy = plane.proxy("operator");
    private final KubernetesClient client;
    private final SharedIndexInformer<ConfigMap> informer;
    private final SharedIndexInformer<ConfigMap> witness;

    ProxiedWatchTest(boolean plainHttp) {
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(proxy.configuration())
                        .withOnlyHttpWatches(plainHttp)
                        .withWatchReconnectInterval(20)
                        .build())
                .build();
        informer = client.configMaps().inNamespace("default").inform();
        witness = plane.client().configMaps().inNamespace("default").inform();
    }

    @AfterEach
    void stop() {
        client.close();
        plane.close();
    }

    @Test
    void aWatchIsCarriedListedAndCounted() {
        // when
        create("a");

        // then
        awaitSeen("a");
        assertThat(proxy.watches().count()).isEqualTo(1);
        assertThat(watches()).singleElement().satisfies(call -> {
            assertThat(call.resource()).isEqualTo("configmaps");
            assertThat(call.code()).isIn(101, 200);
        });
    }

    @Test
    void aWatchThatItsClientEndsIsCountedNoMore() {
        // given
        awaitCarried();

        // when
        informer.close();

        // then
        await().until(() -> proxy.watches().count() == 0);
    }

    @Test
    void anInformerRecoversFromAClosedWatch() {
        // given
        awaitCarried();
        proxy.watches().closeAll();

        // when
        create("a");

        // then
        awaitSeen("a");
        assertThat(watches()).hasSizeGreaterThan(1);
    }

    /** An HTTP client that reads nothing while a message is handled may miss that the connection ends meanwhile. */
    @Test
    void noEndOfAWatchIsMissedThatFollowsAnEvent() {
        for (var i = 0; i < 15; i++) {
            // given
            awaitCarried();

            // when
            create("event-" + i);
            proxy.watches().closeAll();

            // then
            create("later-" + i);
            awaitSeen("later-" + i);
        }
    }

    @Test
    void aWatchThatIsBeingOpenedIsClosedWithTheOthers() {
        // given
        awaitCarried();
        var gate = Gate.closed();
        proxy.faults().next(call -> call.verb().equals("watch"), new Faults.Hold(AFTER_IT_IS_DONE, gate));
        proxy.watches().closeAll();
        await().until(() -> watches().count() == 2);

        // when
        proxy.watches().closeAll();
        gate.open();

        // then
        await().until(() -> watches().count() > 2);
        awaitCarried();
    }

    @Test
    void anInformerRecoversWhenWatchesAreAdmittedAgain() {
        // given
        awaitCarried();
        proxy.watches().refuse();
        await().until(() -> watches().filter(call -> call.code() == 0).count() >= 2);
        assertThat(proxy.watches().count()).isZero();

        // when
        proxy.watches().admit();
        awaitCarried();
        create("a");

        // then
        awaitSeen("a");
    }

    @Test
    void aStalledWatchTellsNothingUntilItGoesOn() {
        // given
        awaitCarried();
        proxy.watches().stall();
        create("a");
        await().until(() -> witness.getStore().list().size() == 1);
        assertThat(informer.getStore().list()).isEmpty();
        assertThat(proxy.watches().count()).isEqualTo(1);

        // when
        proxy.watches().resume();

        // then
        awaitSeen("a");
        assertThat(watches()).hasSize(1);
    }

    @Test
    void aStalledWatchCanBeClosed() {
        // given
        awaitCarried();
        proxy.watches().stall();
        create("a");

        // when
        proxy.watches().closeAll();
        proxy.watches().resume();

        // then
        awaitSeen("a");
    }

    @Test
    void anInformerRecoversFromAnAnswerThatIsNoWatch() {
        // given
        proxy.faults().next(2, call -> call.verb().equals("watch"), Faults.internalError());
        proxy.watches().closeAll();
        await().until(() -> watches().filter(call -> call.code() == 500).count() == 2);

        // when
        create("a");

        // then
        awaitSeen("a");
    }

    @Test
    void anInformerRecoversWhenTheApiServerIsBack() {
        // given
        awaitCarried();
        proxy.disconnect();
        create("a");
        await().until(() -> proxy.watches().count() == 0);
        assertThat(informer.getStore().list()).isEmpty();

        // when
        proxy.reconnect();

        // then
        awaitSeen("a");
    }

    private void create(String name) {
        plane.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("default")
                        .endMetadata()
                        .build())
                .create();
    }

    private void awaitCarried() {
        await().until(() -> proxy.watches().count() == 1);
    }

    private void awaitSeen(String name) {
        await().until(() -> informer.getStore().list().stream()
                .anyMatch(seen -> seen.getMetadata().getName().equals(name)));
    }

    private Stream<Call> watches() {
        return proxy.calls().stream().filter(call -> call.verb().equals("watch"));
    }
}
