package io.webhookisolation.scenario;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.model.TrustBundle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that has the API servers call one webhook: a configuration of each kind, and, where the cell says so, a conversion and
 * an aggregated API. Each holds a bundle of its own.
 */
final class RotatedSites implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);

    private final KubernetesClient client;
    private final Installation webhook;
    private final ExtendedApi extension;
    private final List<RotatedSite<?>> admission;
    private final List<RotatedSite<?>> extended;
    private Optional<ThingWatch> watch = Optional.empty();

    /** Creates what the component's own manifests lack. */
    RotatedSites(KubernetesClient client, Installation webhook, boolean everyKind) {
        this.client = client;
        this.webhook = webhook;
        this.extension = new ExtendedApi(webhook);
        var mutating = mutating();
        admission = List.of(validating(), mutating);
        extended = everyKind ? List.of(conversion(), aggregated()) : List.of();
        mutating.create();
        extended.forEach(RotatedSite::create);
    }

    List<RotatedSite<?>> all() {
        var all = new ArrayList<>(admission);
        all.addAll(extended);
        return all;
    }

    /** Without any precaution, one after the other. */
    void publish(TrustBundle bundle) {
        all().forEach(site -> site.publish(bundle));
    }

    /** What can be asked of the webhook through an API server, in turn; each says what went wrong. */
    List<CallStream.Question> questions() {
        return extended.isEmpty()
                ? List.of(webhook::callThrough)
                : List.of(
                        webhook::callThrough,
                        webhook::callThrough,
                        extension::readConverted,
                        extension::readAggregated);
    }

    /** Each API server learns of a kind in its own time. */
    void awaitServed(List<KubernetesClient> apiServers) {
        if (extended.isEmpty()) {
            return;
        }
        await("the kind").atMost(PATIENCE).pollInterval(POLL).ignoreExceptions().until(() -> {
            client.resource(extension.thing("v1")).createOr(thing -> thing.update());
            return true;
        });
        await("every API server")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> apiServers.stream()
                        .allMatch(apiServer -> questions().stream()
                                .allMatch(
                                        question -> question.through(apiServer).isEmpty())));
        watch = Optional.of(ThingWatch.start(client, extension.kind(), webhook.namespace()));
    }

    /** From now on a call that cannot be made lets the write pass. */
    void ignoreFailures() {
        client.resource(webhook.manifests().configuration()).edit(live -> {
            live.getWebhooks().forEach(entry -> entry.setFailurePolicy("Ignore"));
            return live;
        });
        client.resource(mutatingManifest()).edit(live -> {
            live.getWebhooks().forEach(entry -> entry.setFailurePolicy("Ignore"));
            return live;
        });
    }

    /** What API servers have counted of calls to these. */
    WebhookCounters counted(List<KubernetesClient> apiServers) {
        return WebhookCounters.read(
                apiServers,
                List.of(webhook.component().entry(), mutatingEntry()),
                extension.definition().getMetadata().getName(),
                extension.aggregated().getMetadata().getName());
    }

    /** Of the kind with the conversion, so far; nobody watches where there is none. */
    long watchesEnded() {
        return watch.map(ThingWatch::ended).orElse(0L);
    }

    /** Takes away what would trouble the whole cluster without its webhook. */
    @Override
    public void close() {
        watch.ifPresent(ThingWatch::close);
        extended.forEach(RotatedSite::delete);
    }

    private RotatedSite<ValidatingWebhookConfiguration> validating() {
        return new RotatedSite<>(
                client,
                webhook.manifests().configuration(),
                live -> live.getWebhooks().getFirst().getClientConfig().getCaBundle(),
                (live, bundle) -> live.getWebhooks()
                        .forEach(entry -> entry.getClientConfig().setCaBundle(bundle)));
    }

    private RotatedSite<MutatingWebhookConfiguration> mutating() {
        return new RotatedSite<>(
                client,
                mutatingManifest(),
                live -> live.getWebhooks().getFirst().getClientConfig().getCaBundle(),
                (live, bundle) -> live.getWebhooks()
                        .forEach(entry -> entry.getClientConfig().setCaBundle(bundle)));
    }

    private RotatedSite<?> conversion() {
        return new RotatedSite<>(
                client,
                extension.definition(),
                live -> live.getSpec()
                        .getConversion()
                        .getWebhook()
                        .getClientConfig()
                        .getCaBundle(),
                (live, bundle) -> live.getSpec()
                        .getConversion()
                        .getWebhook()
                        .getClientConfig()
                        .setCaBundle(bundle));
    }

    private RotatedSite<?> aggregated() {
        return new RotatedSite<>(
                client,
                extension.aggregated(),
                live -> live.getSpec().getCaBundle(),
                (live, bundle) -> live.getSpec().setCaBundle(bundle));
    }

    /** Of the same rules as the validating one: each write is asked about twice. */
    private MutatingWebhookConfiguration mutatingManifest() {
        var same = webhook.manifests().configuration();
        var entry = same.getWebhooks().getFirst();
        return new MutatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(same.getMetadata().getName().replace("validating", "mutating"))
                .endMetadata()
                .addNewWebhook()
                .withName(mutatingEntry())
                .withAdmissionReviewVersions(entry.getAdmissionReviewVersions())
                .withSideEffects(entry.getSideEffects())
                .withFailurePolicy(entry.getFailurePolicy())
                .withClientConfig(entry.getClientConfig())
                .withNamespaceSelector(entry.getNamespaceSelector())
                .withObjectSelector(entry.getObjectSelector())
                .withRules(entry.getRules())
                .endWebhook()
                .build();
    }

    private String mutatingEntry() {
        return "m" + webhook.component().name() + ".kb.io";
    }
}
