package io.webhookisolation.cluster.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.webhookisolation.scenario.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Runs in this process what a container's image stands for: {@link Component#WEBHOOK}, {@link Component#DENYING}, {@link Component#PLAIN}, or nothing
 * at all.
 *
 * <p>Arguments: {@code --port=9443} where it listens; {@code --not-ready} the Pod never becomes ready;
 * {@code --not-ready-with=key} it never does if it has a label with that key; {@code --keep-connections} a connection
 * serves more than one request.
 */
public final class PodPrograms implements PodRuntime, AutoCloseable {

    private static final String NOT_READY_WITH = "--not-ready-with=";
    private static final int DEFAULT_PORT = 9443;

    private final PodNetwork network;
    private final MountedSecrets secrets;
    private final Map<String, List<Server>> running = new ConcurrentHashMap<>();

    public PodPrograms(PodNetwork network, MountedSecrets secrets) {
        this.network = network;
        this.secrets = secrets;
    }

    @Override
    public boolean canStart(Pod pod) {
        return pod.getSpec().getVolumes().stream()
                .flatMap(volume -> Stream.ofNullable(volume.getSecret()))
                .filter(source -> !Boolean.TRUE.equals(source.getOptional()))
                .allMatch(source -> secrets.isThere(pod.getMetadata().getNamespace(), source.getSecretName()));
    }

    @Override
    public boolean start(Pod pod, String podIp) {
        network.join(podIp);
        var servers = new ArrayList<Server>();
        for (var container : pod.getSpec().getContainers()) {
            server(pod, container).ifPresent(server -> {
                servers.add(server);
                network.listen(podIp, port(container), server.port());
            });
        }
        running.put(podIp, servers);
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getArgs().stream())
                .noneMatch(argument -> argument.equals("--not-ready")
                        || (argument.startsWith(NOT_READY_WITH)
                                && pod.getMetadata()
                                        .getLabels()
                                        .containsKey(argument.substring(NOT_READY_WITH.length()))));
    }

    @Override
    public void stop(Pod pod, String podIp) {
        network.leave(podIp);
        var servers = running.remove(podIp);
        if (servers != null) {
            servers.forEach(Server::close);
        }
    }

    private Optional<Server> server(Pod pod, Container container) {
        return switch (Objects.requireNonNullElse(container.getImage(), "")) {
            case Component.WEBHOOK -> Optional.of(webhook(pod, container, new Reviews(true)));
            case Component.DENYING -> Optional.of(webhook(pod, container, new Reviews(false)));
            case Component.PLAIN -> Optional.of(new PlainServer());
            default -> Optional.empty();
        };
    }

    private WebhookServer webhook(Pod pod, Container container, Reviews reviews) {
        return new WebhookServer(identity(pod), reviews, container.getArgs().contains("--keep-connections"));
    }

    private ServingIdentity identity(Pod pod) {
        var namespace = pod.getMetadata().getNamespace();
        return pod.getSpec().getVolumes().stream()
                .flatMap(PodPrograms::secretNames)
                .findFirst()
                .map(name -> new ServingIdentity(secrets.mount(namespace, name)))
                .orElseGet(() -> new ServingIdentity(Optional::empty));
    }

    private static Stream<String> secretNames(Volume volume) {
        return Stream.ofNullable(volume.getSecret()).map(source -> source.getSecretName());
    }

    private static int port(Container container) {
        return container.getArgs().stream()
                .filter(argument -> argument.startsWith("--port="))
                .map(argument -> Integer.parseInt(argument.substring("--port=".length())))
                .findFirst()
                .orElse(DEFAULT_PORT);
    }

    @Override
    public void close() {
        running.values().forEach(servers -> servers.forEach(Server::close));
        running.clear();
    }
}
