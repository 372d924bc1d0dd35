package io.webhookisolation.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.scenario.ControlPlane;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is listed, and how it comes in pages. */
@OnControlPlane
class ListTest {

    private static final Map<String, String> SELECTOR = Map.of("a", "1");

    private final Requests requests;
    private final KubernetesClient client;
    private final String namespace;

    ListTest(ControlPlane plane, TestNamespace namespace) {
        this.requests = Requests.of(plane.client(), namespace.name());
        this.client = plane.client();
        this.namespace = namespace.name();
    }

    @Test
    void allPagesShowTheMomentOfTheFirst() {
        // given
        requests.createService("a", SELECTOR);
        var old = requests.createService("b", SELECTOR);
        var gone = requests.createService("c", SELECTOR);

        // when
        var first = page(1, "");
        requests.createService("aa", SELECTOR);
        requests.mergePatch(old, "m", "{\"metadata\":{\"labels\":{\"tier\":\"one\"}}}");
        client.resource(gone).delete();
        var second = page(1, next(first));
        var rest = page(500, next(second));

        // then
        assertThat(names(first.getItems())).containsExactly("a");
        assertThat(second.getItems()).containsExactly(old);
        assertThat(rest.getItems()).containsExactly(gone);
        assertThat(next(rest)).isEmpty();
        assertThat(second.getMetadata().getResourceVersion())
                .isEqualTo(first.getMetadata().getResourceVersion());
    }

    @Test
    void aListIsFilteredByLabelsAndFields() {
        // given
        var lws = requests.createService("lws", SELECTOR);
        requests.createService("kueue", SELECTOR);
        requests.mergePatch(lws, "m", "{\"metadata\":{\"labels\":{\"tier\":\"one\"}}}");
        var services = client.services().inNamespace(namespace);

        // when, then
        assertThat(names(services.withLabel("tier", "one").list().getItems())).containsExactly("lws");
        assertThat(names(services.withLabelIn("tier", "one", "two").list().getItems()))
                .containsExactly("lws");
        assertThat(names(services.withoutLabel("tier").list().getItems())).containsExactly("kueue");
        assertThat(names(services.withLabelNotIn("tier", "one").list().getItems()))
                .containsExactly("kueue");
        assertThat(names(services.withField("metadata.name", "lws").list().getItems()))
                .containsExactly("lws");
        assertThat(names(services.withoutField("metadata.name", "lws").list().getItems()))
                .containsExactly("kueue");
    }

    private ServiceList page(long limit, String token) {
        return client.services()
                .inNamespace(namespace)
                .list(new ListOptionsBuilder()
                        .withLimit(limit)
                        .withContinue(token)
                        .build());
    }

    private static String next(ServiceList page) {
        return Objects.requireNonNullElse(page.getMetadata().getContinue(), "");
    }

    private static List<String> names(List<Service> services) {
        return services.stream().map(service -> service.getMetadata().getName()).toList();
    }
}
