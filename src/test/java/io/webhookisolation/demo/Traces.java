package io.webhookisolation.demo;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.Stream;

/** What the operator leaves behind for people and for Prometheus: Events and metrics about the broad Service. */
final class Traces {

    private final KubernetesClient client;
    private final Cast cast;
    private final RunningOperator operator;

    Traces(KubernetesClient client, Cast cast, RunningOperator operator) {
        this.client = client;
        this.cast = cast;
        this.operator = operator;
    }

    List<String> lines() {
        return Stream.concat(events(), metrics()).toList();
    }

    private Stream<String> events() {
        return client.resources(Event.class).inNamespace(cast.namespace()).list().getItems().stream()
                .filter(event -> event.getRegarding() != null
                        && cast.broad().service().equals(event.getRegarding().getName()))
                .map(event -> "Event " + event.getReason() + ": " + event.getNote())
                .sorted();
    }

    private Stream<String> metrics() {
        return operator.metrics()
                .lines()
                .filter(line -> line.startsWith("webhook_isolation_service_isolated{")
                        && line.contains("\"" + cast.broad().service() + "\""))
                .map(line -> "Metric " + line);
    }
}
