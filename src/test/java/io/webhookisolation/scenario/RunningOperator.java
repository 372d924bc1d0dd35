package io.webhookisolation.scenario;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.app.Address;
import io.webhookisolation.app.LeaseTimings;
import io.webhookisolation.app.OperatorRuntime;
import io.webhookisolation.app.RunConfiguration;
import io.webhookisolation.app.RuntimeTimings;
import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.probe.Dialer;
import io.webhookisolation.reconcile.Ceiling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The operator as it runs in production, against a cluster for tests, as a user that is not the administrator. */
public final class RunningOperator implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final KubernetesClient client;
    private final OperatorRuntime runtime;

    private RunningOperator(KubernetesClient client, OperatorRuntime runtime) {
        this.client = client;
        this.runtime = runtime;
    }

    /** Watches one namespace; closes the client at the end. */
    static RunningOperator start(KubernetesClient client, Dialer dialer, String namespace, InstantSource clock) {
        return start(client, dialer, new TreeSet<>(Set.of(namespace)), namespace, clock);
    }

    /** Watches one namespace and may do no more than this; closes the client at the end. */
    static RunningOperator below(
            Ceiling ceiling, KubernetesClient client, Dialer dialer, String namespace, InstantSource clock) {
        var configuration = configuration(new TreeSet<>(Set.of(namespace)), namespace, ceiling);
        return new RunningOperator(client, OperatorRuntime.start(client, dialer, configuration, clock));
    }

    /** Watches all namespaces, from this one; closes the client at the end. */
    public static RunningOperator everywhere(KubernetesClient client, Dialer dialer, String namespace) {
        return start(client, dialer, new TreeSet<>(), namespace, InstantSource.system());
    }

    /** Issues and rotates too, and waits so long; closes the client at the end. */
    static RunningOperator rotating(KubernetesClient client, Dialer dialer, String namespace, Waits waits) {
        return rotating(client, dialer, namespace, InstantSource.system(), waits);
    }

    /** The same by another clock; closes the client at the end. */
    static RunningOperator rotating(
            KubernetesClient client, Dialer dialer, String namespace, InstantSource clock, Waits waits) {
        return rotating(client, dialer, namespace, new TreeSet<>(Set.of(namespace)), clock, waits);
    }

    /** The same for these namespaces, from another one. */
    static RunningOperator rotating(
            KubernetesClient client, Dialer dialer, String namespace, SortedSet<String> watched, Waits waits) {
        return rotating(client, dialer, namespace, watched, InstantSource.system(), waits);
    }

    /** Issues and rotates where this namespace's Lease makes it the leader; closes the client at the end. */
    static RunningOperator electing(
            String identity,
            KubernetesClient client,
            Dialer dialer,
            String namespace,
            InstantSource clock,
            Waits waits) {
        var normal = RuntimeTimings.DEFAULT;
        var timings = new RuntimeTimings(normal.firstRead(), normal.firstPolicies(), normal.look(), waits);
        var patient = new LeaseTimings(Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofMillis(100));
        var configuration = new RunConfiguration(
                new TreeSet<>(Set.of(namespace)),
                namespace,
                identity,
                Ceiling.ROTATE,
                new Address("127.0.0.1", 0),
                new Address("127.0.0.1", 0),
                true,
                patient,
                Duration.ofSeconds(20));
        return new RunningOperator(client, OperatorRuntime.start(client, dialer, configuration, clock, timings));
    }

    private static RunningOperator rotating(
            KubernetesClient client,
            Dialer dialer,
            String namespace,
            SortedSet<String> watched,
            InstantSource clock,
            Waits waits) {
        var normal = RuntimeTimings.DEFAULT;
        var timings = new RuntimeTimings(normal.firstRead(), normal.firstPolicies(), normal.look(), waits);
        var configuration = configuration(watched, namespace, Ceiling.ROTATE);
        return new RunningOperator(client, OperatorRuntime.start(client, dialer, configuration, clock, timings));
    }

    private static RunningOperator start(
            KubernetesClient client, Dialer dialer, SortedSet<String> watched, String namespace, InstantSource clock) {
        var configuration = configuration(watched, namespace, Ceiling.NARROW);
        return new RunningOperator(client, OperatorRuntime.start(client, dialer, configuration, clock));
    }

    private static RunConfiguration configuration(SortedSet<String> watched, String namespace, Ceiling ceiling) {
        return new RunConfiguration(
                watched,
                namespace,
                "operator-0",
                ceiling,
                new Address("127.0.0.1", 0),
                new Address("127.0.0.1", 0),
                false,
                LeaseTimings.DEFAULT,
                Duration.ofSeconds(20));
    }

    /** Where Prometheus finds them. */
    InetSocketAddress metricsAddress() {
        return runtime.metricsAddress();
    }

    /** As Prometheus sees them. */
    public String metrics() {
        var uri = URI.create("http://127.0.0.1:" + metricsAddress().getPort() + "/metrics");
        try {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the metrics were read", e);
        }
    }

    boolean leads() {
        return metrics().contains("\nwebhook_isolation_leader 1.0");
    }

    /** Ends it as a kill does: nothing that it still wants to say reaches anybody. */
    void kill() {
        client.close();
        close();
    }

    @Override
    public void close() {
        runtime.close();
        client.close();
        http.close();
    }
}
