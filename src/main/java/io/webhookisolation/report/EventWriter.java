package io.webhookisolation.report;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventSeries;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates Events, and continues those that exist as a series; counts are of this process, since nothing is read.
 *
 * <p>An Event that cannot be written is logged and forgotten: nothing may depend on Events, and a namespace that is
 * being terminated refuses them all.
 */
final class EventWriter {

    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
    private static final String RESOURCE = "events";
    private static final int REMEMBERED = 1000;

    private final KubernetesClient client;
    private final WriteCounter counter;
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    EventWriter(KubernetesClient client, WriteCounter counter) {
        this.client = client;
        this.counter = counter;
    }

    void write(List<Event> events) {
        events.forEach(this::write);
    }

    private void write(Event event) {
        var count = count(event);
        try {
            if (count == 1 && create(event)) {
                return;
            }
            series(event, Math.max(count, 2));
        } catch (KubernetesClientException failure) {
            counter.wrote(RESOURCE, "write", failure.getCode() == 403 ? "denied" : "error");
            LOG.atWarn()
                    .addKeyValue("reason", event.getReason())
                    .addKeyValue("object", event.getRegarding().getName())
                    .addKeyValue("namespace", event.getMetadata().getNamespace())
                    .log("Event not written: {}", said(failure));
        }
    }

    private boolean create(Event event) {
        try {
            client.resource(event).create();
            counter.wrote(RESOURCE, "create", "ok");
            return true;
        } catch (KubernetesClientException failure) {
            if (failure.getCode() == 409) {
                return false;
            }
            throw failure;
        }
    }

    /** An Event that has expired meanwhile begins anew. */
    private void series(Event event, int count) {
        var series = new EventSeries(count, event.getEventTime());
        var body = client.getKubernetesSerialization().asJson(Map.of("series", series));
        try {
            client.resource(event).patch(PatchContext.of(PatchType.JSON_MERGE), body);
            counter.wrote(RESOURCE, "patch", "ok");
        } catch (KubernetesClientException failure) {
            if (failure.getCode() != 404) {
                throw failure;
            }
            create(event);
        }
    }

    private static String said(KubernetesClientException failure) {
        return failure.getStatus() == null
                ? String.valueOf(failure.getMessage())
                : failure.getStatus().getMessage();
    }

    /** How often this process has sent it, this time included. */
    private synchronized int count(Event event) {
        var key = event.getMetadata().getNamespace() + "/" + event.getMetadata().getName();
        var count = counts.merge(key, 1, Integer::sum);
        if (counts.size() > REMEMBERED) {
            counts.remove(counts.keySet().iterator().next());
        }
        return count;
    }
}
