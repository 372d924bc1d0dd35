package io.webhookisolation.process;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.FaultProxy;
import io.webhookisolation.cluster.real.GuardedProcess;
import io.webhookisolation.cluster.real.RealControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One Pod of the operator's Deployment: the packaged program as a process, whose calls pass a proxy of its own. */
final class Replica implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final String name;
    private final FaultProxy proxy;
    private final GuardedProcess process;

    private Replica(String name, FaultProxy proxy, GuardedProcess process) {
        this.name = name;
        this.proxy = proxy;
        this.process = process;
    }

    /** @param api where its API server is, and its token */
    static Replica start(RealControlPlane plane, String name, Config api, LeaseFlags lease) {
        return start(plane, name, api, List.of("WEBHOOK_ISOLATION_MODE_CEILING=narrow"), lease.flags());
    }

    /** As a Pod of this Deployment would be started. */
    static Replica start(RealControlPlane plane, String name, Config api, Deployment deployment) {
        var container =
                deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
        var environment = container.getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .map(variable -> variable.getName() + "=" + variable.getValue());
        var flags = container.getArgs().stream().filter(argument -> argument.startsWith("--"));
        return start(plane, name, api, environment.toList(), flags.toList());
    }

    private static Replica start(
            RealControlPlane plane, String name, Config api, List<String> environment, List<String> flags) {
        var proxy = FaultProxy.start(api, name);
        var command = new ArrayList<>(List.of("env", "-u", "KUBECONFIG"));
        command.addAll(environment);
        command.addAll(List.of(
                "HOSTNAME=" + name,
                "POD_NAMESPACE=" + ShippedAccount.NAMESPACE,
                "WEBHOOK_ISOLATION_LOG_FORMAT=json",
                "WEBHOOK_ISOLATION_JAVA_OPTS="
                        + String.join(" ", plane.podGateway().jvmOptions()),
                launcher(),
                "run",
                "--kubeconfig=" + kubeconfig(plane.directory().resolve(name + ".kubeconfig"), proxy, api),
                "--health-address=127.0.0.1:0",
                "--metrics-address=127.0.0.1:0",
                "--leader-elect"));
        command.addAll(flags);
        return new Replica(name, proxy, plane.run(name, command));
    }

    private static String launcher() {
        var distribution = Objects.requireNonNull(
                System.getProperty("distribution"), "-Ddistribution=target/webhook-isolation, after ./mvnw package");
        return Path.of(distribution, "bin", "webhook-isolation")
                .toAbsolutePath()
                .toString();
    }

    private static Path kubeconfig(Path file, FaultProxy proxy, Config api) {
        try {
            return Files.writeString(file, """
                    {"apiVersion": "v1", "kind": "Config", "current-context": "plane",
                     "clusters": [{"name": "plane", "cluster": {"server": "%s"}}],
                     "users": [{"name": "operator", "user": {"token": "%s"}}],
                     "contexts": [{"name": "plane", "context": {"cluster": "plane", "user": "operator"}}]}
                    """.formatted(proxy.url(), api.getOauthToken()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    FaultProxy proxy() {
        return proxy;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Its caches are warm, whether it leads or not. */
    boolean hasStarted() {
        return process.lastLines(1000).contains("\"started\"");
    }

    String log() {
        return process.lastLines(50);
    }

    void signal(String signal) {
        process.signal(signal);
    }

    /** Waits for its end. */
    int exitCode() {
        return process.await(PATIENCE);
    }

    /** What it asked to be changed, but for the Lease; in order. */
    List<Call> writes() {
        return proxy.calls().stream()
                .filter(Call::isWrite)
                .filter(call -> !call.resource().startsWith("leases."))
                .toList();
    }

    /** The writes that can hurt. */
    List<Call> writesToServices() {
        return writes().stream().filter(Replica::concernsService).toList();
    }

    List<Call> writesToServices(SharedNamespace world) {
        return writesToServices().stream()
                .filter(call -> call.namespace().equals(world.name()))
                .toList();
    }

    static boolean concernsService(Call call) {
        return call.isWrite() && call.resource().startsWith("services");
    }

    @Override
    public void close() {
        process.close();
        proxy.close();
    }
}
