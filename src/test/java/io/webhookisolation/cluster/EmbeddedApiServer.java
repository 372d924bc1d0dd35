package io.webhookisolation.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Replaceable;
import io.webhookisolation.cluster.api.AccessControl;
import io.webhookisolation.cluster.api.ApiServer;
import io.webhookisolation.cluster.controller.ClusterState;
import io.webhookisolation.cluster.http.HttpListener;
import io.webhookisolation.cluster.proxy.FaultProxy;
import io.webhookisolation.scenario.OperatorAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The embedded API server on a port of its own, and whoever talks to it: without controllers, so that nothing changes but
 * what a client changes.
 *
 * <p>It knows the definitions in {@code crds/}. All clients but the test's own go through a {@link FaultProxy}.
 */
public final class EmbeddedApiServer implements AutoCloseable {

    private static final Path DEFINITIONS = Path.of("crds");

    private final ApiServer server;
    private final HttpListener listener;
    private final KubernetesClient client;
    private final Map<String, FaultProxy> proxies = new ConcurrentHashMap<>();

    EmbeddedApiServer(ApiServer server) {
        this.server = server;
        this.listener = HttpListener.start(server);
        this.client = client(direct(AccessControl.ADMIN));
    }

    /** Starts one that has these namespaces. */
    public static EmbeddedApiServer start(String... namespaces) {
        var started = new EmbeddedApiServer(new ApiServer(InstantSource.system(), 1));
        started.furnish(namespaces);
        return started;
    }

    void furnish(String... namespaces) {
        Stream.of(namespaces).forEach(this::createNamespace);
        if (!Files.isDirectory(DEFINITIONS)) {
            return;
        }
        try (var files = Files.list(DEFINITIONS)) {
            files.filter(file -> file.toString().endsWith("-v1.yml")).sorted().forEach(this::define);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** May do everything. */
    public KubernetesClient client() {
        return client;
    }

    /** A user who may do everything but what is denied to him. */
    public OperatorAccount account(String user) {
        return new EmbeddedAccount(this, user);
    }

    KubernetesClient clientAs(String user) {
        return client(proxy(user).configuration());
    }

    /** Through which all clients of this user talk to the API server. */
    FaultProxy proxy(String user) {
        return proxies.computeIfAbsent(user, name -> FaultProxy.start(direct(name), name));
    }

    ApiServer server() {
        return server;
    }

    /** Of kinds that this client has classes for; without a request, for tests that need hundreds. */
    public void createAll(Collection<? extends HasMetadata> objects) {
        var state = new ClusterState(server);
        objects.forEach(object -> state.create(object, "kubectl"));
    }

    /** An answer that a busy machine lost is asked for again, and then the namespace is there already. */
    void createNamespace(String name) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .createOr(Replaceable::update);
    }

    private void define(Path file) {
        try (var content = Files.newInputStream(file)) {
            client.load(content).create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Config direct(String user) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + listener.port() + "/")
                .withOauthToken(user)
                .withNamespace("default")
                .build();
    }

    private static KubernetesClient client(Config configuration) {
        return new KubernetesClientBuilder().withConfig(configuration).build();
    }

    @Override
    public void close() {
        client.close();
        proxies.values().forEach(FaultProxy::close);
        listener.close();
    }
}
