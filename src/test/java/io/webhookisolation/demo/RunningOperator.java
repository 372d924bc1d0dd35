package io.webhookisolation.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.app.Address;
import io.webhookisolation.app.LeaseTimings;
import io.webhookisolation.app.OperatorRuntime;
import io.webhookisolation.app.RunConfiguration;
import io.webhookisolation.app.RuntimeTimings;
import io.webhookisolation.reconcile.Ceiling;
import io.webhookisolation.scenario.ControlPlane;
import io.webhookisolation.scenario.CutWaits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.TreeSet;

/** The operator as shipped, in this process: the production wiring with the plane's client and dialer. */
final class RunningOperator implements AutoCloseable {

    private final KubernetesClient client;
    private final OperatorRuntime runtime;

    private RunningOperator(KubernetesClient client, OperatorRuntime runtime) {
        this.client = client;
        this.runtime = runtime;
    }

    /** Runs as a user with the shipped roles, those of {@code components/rotate} included, in this namespace. */
    static RunningOperator start(ControlPlane plane, String namespace) {
        var account = plane.operatorIn(namespace);
        account.allowRotating();
        var client = account.client();
        var anyPort = new Address("127.0.0.1", 0);
        var configuration = new RunConfiguration(
                new TreeSet<>(),
                namespace,
                "demo",
                Ceiling.ROTATE,
                anyPort,
                anyPort,
                true,
                LeaseTimings.DEFAULT,
                Duration.ofSeconds(10));
        return new RunningOperator(
                client,
                OperatorRuntime.start(client, plane.dialer(), configuration, InstantSource.system(), timings()));
    }

    private static RuntimeTimings timings() {
        var usual = RuntimeTimings.DEFAULT;
        return new RuntimeTimings(
                usual.firstRead(), usual.firstPolicies(), usual.look(), CutWaits.around(RotationScene.DWELL));
    }

    /** All metrics in Prometheus' text format, as a scrape gets them. */
    String metrics() {
        var address = runtime.metricsAddress();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + "/metrics"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        runtime.close();
        client.close();
    }
}
