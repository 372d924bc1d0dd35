package io.webhookisolation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.cluster.pod.PodNetwork.Destination;
import io.webhookisolation.scenario.Component;
import io.webhookisolation.scenario.Installation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a test can do with the embedded control plane that it cannot do with a real one. */
class EmbeddedControlPlaneTest {

    private static final String NAMESPACE = "operators";
    private static final String USER = "system:serviceaccount:webhook-isolation:webhook-isolation";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final EmbeddedControlPlane plane = EmbeddedControlPlane.start();
    private final KubernetesClient client;

    EmbeddedControlPlaneTest() {
        plane.createNamespace(NAMESPACE);
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.fromKubeconfig(plane.kubeconfig(USER)))
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        plane.close();
    }

    @Test
    void whatIsDeniedIsForbiddenInTheWordsOfRbac() {
        // given
        plane.server().access().deny("list", "", "services");

        // when
        var refusal = refusal(() -> client.services().inNamespace(NAMESPACE).list());
        var everywhere = refusal(() -> client.services().inAnyNamespace().list());

        // then
        assertThat(refusal.getCode()).isEqualTo(403);
        assertThat(refusal.getStatus().getMessage())
                .isEqualTo("services is forbidden: User \"" + USER + "\" cannot list resource \"services\" in API group"
                        + " \"\" in the namespace \"operators\"");
        assertThat(everywhere.getStatus().getMessage()).endsWith("in API group \"\" at the cluster scope");
    }

    @Test
    void whatIsDeniedCanBeAskedForBeforehand() {
        // given
        plane.server().access().deny("patch", "", "services");

        // when, then
        assertThat(mayPatch("services")).isFalse();
        assertThat(mayPatch("pods")).isTrue();
        assertThat(verbsOn("services")).contains("list").doesNotContain("patch");
        plane.server().access().allow("patch", "", "services");
        assertThat(mayPatch("services")).isTrue();
    }

    @Test
    void whoDialsAnAddressThatNoPodHasIsRefusedAndRemembered() throws IOException {
        // given
        install("lws");
        var address = plane.client()
                .pods()
                .inNamespace(NAMESPACE)
                .list()
                .getItems()
                .getFirst()
                .getStatus()
                .getPodIP();

        // when
        plane.dialer().dial(address, 9443, TIMEOUT).close();

        // then
        assertThatThrownBy(() -> plane.dialer().dial(address, 22, TIMEOUT)).hasMessage("Connection refused");
        assertThatThrownBy(() -> plane.dialer().dial("10.0.0.1", 9443, TIMEOUT)).isInstanceOf(IOException.class);
        assertThat(plane.network().strangers()).containsExactly(new Destination("10.0.0.1", 9443));
        assertThat(plane.network().dials())
                .containsExactly(
                        new Destination(address, 9443),
                        new Destination(address, 22),
                        new Destination("10.0.0.1", 9443));
    }

    @Test
    void heldEndpointSlicesStayAsTheyAre() {
        // given
        install("kueue");
        var lws = install("lws");
        plane.holdEndpointSlices();

        // when
        narrow();
        plane.awaitSettled();
        var held = lws.readyEndpoints().count();
        plane.releaseEndpointSlices();
        plane.awaitSettled();

        // then
        assertThat(held).isEqualTo(2);
        assertThat(lws.readyEndpoints()).singleElement().asString().startsWith("lws-");
    }

    @Test
    void aWatchThatComesTooLateStartsAnew() {
        // given
        try (var informer = client.services().inNamespace(NAMESPACE).inform()) {
            var watches = plane.proxy(USER).watches();
            watches.refuse();
            install("lws");
            plane.server().compact();

            // when
            watches.admit();

            // then
            await().untilAsserted(() -> assertThat(informer.getStore().list()).hasSize(1));
        }
    }

    @Test
    void aPageThatIsAskedForTooLateIsGone() {
        // given
        install("lws");
        install("kueue");
        var services = client.services().inNamespace(NAMESPACE);
        var first = services.list(new ListOptionsBuilder().withLimit(1L).build());
        install("third");
        plane.server().compact();

        // when
        var refusal = refusal(() -> services.list(new ListOptionsBuilder()
                .withContinue(first.getMetadata().getContinue())
                .build()));

        // then
        assertThat(refusal.getCode()).isEqualTo(410);
        assertThat(refusal.getStatus().getReason()).isEqualTo("Expired");
    }

    @Test
    void aWatchOverPlainHttpTellsTheSame() {
        // given
        var config = new ConfigBuilder(client.getConfiguration())
                .withOnlyHttpWatches(true)
                .build();
        try (var plain = new KubernetesClientBuilder().withConfig(config).build();
                var informer = plain.services().inNamespace(NAMESPACE).inform()) {
            // when
            install("lws");

            // then
            await().untilAsserted(() -> assertThat(informer.getStore().list()).hasSize(1));
        }
    }

    @Test
    void equalSeedsMakeEqualClusters() {
        // given
        install("kueue");
        var here = install("lws").call(10).failures();

        // when
        try (var other = EmbeddedControlPlane.start()) {
            other.createNamespace(NAMESPACE);
            other.install(Component.scaffolded("kueue"), NAMESPACE);
            var there = other.install(Component.scaffolded("lws"), NAMESPACE);

            // then
            assertThat(there.call(10).failures()).isEqualTo(here);
            assertThat(podNames(other.client())).isEqualTo(podNames(plane.client()));
        }
    }

    private Installation install(String name) {
        return plane.install(Component.scaffolded(name), NAMESPACE);
    }

    private Service narrow() {
        var context = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("webhook-isolation")
                .build();
        return client.services()
                .inNamespace(NAMESPACE)
                .withName("lws-webhook-service")
                .patch(context, "{\"spec\":{\"selector\":{\"app.kubernetes.io/name\":\"lws\"}}}");
    }

    private boolean mayPatch(String resource) {
        SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withGroup("")
                .withResource(resource)
                .withVerb("patch")
                .endResourceAttributes()
                .endSpec()
                .build();
        return client.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(review)
                .getStatus()
                .getAllowed();
    }

    private List<String> verbsOn(String resource) {
        var review = new SelfSubjectRulesReviewBuilder()
                .withNewSpec()
                .withNamespace(NAMESPACE)
                .endSpec()
                .build();
        return client
                .authorization()
                .v1()
                .selfSubjectRulesReview()
                .create(review)
                .getStatus()
                .getResourceRules()
                .stream()
                .filter(rule -> rule.getResources().contains(resource))
                .flatMap(rule -> rule.getVerbs().stream())
                .toList();
    }

    private static List<String> podNames(KubernetesClient client) {
        return client.pods().inNamespace(NAMESPACE).list().getItems().stream()
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }

    private static KubernetesClientException refusal(ThrowingCallable request) {
        return catchThrowableOfType(KubernetesClientException.class, request);
    }
}
