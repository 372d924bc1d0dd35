package io.webhookisolation.scenario;

import io.fabric8.kubernetes.api.model.Pod;
import io.webhookisolation.cluster.admission.AnyChain;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** What the Pods of a component serve, by a handshake with each; the Pod network does not count these. */
public final class ServedChains {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final SSLContext tls = AnyChain.context();
    private final ControlPlane plane;
    private final Installation component;

    public ServedChains(ControlPlane plane, Installation component) {
        this.plane = plane;
        this.component = component;
    }

    /** By the name of each Pod that is not about to end; empty for one that serves nothing. */
    public SortedMap<String, List<X509Certificate>> now() {
        var chains = new TreeMap<String, List<X509Certificate>>();
        for (var pod : plane.client()
                .pods()
                .inNamespace(component.namespace())
                .withLabels(component.component().labels())
                .list()
                .getItems()) {
            if (pod.getMetadata().getDeletionTimestamp() == null) {
                chains.put(pod.getMetadata().getName(), served(pod));
            }
        }
        return chains;
    }

    private List<X509Certificate> served(Pod pod) {
        if (pod.getStatus() == null || pod.getStatus().getPodIP() == null) {
            return List.of();
        }
        var address = pod.getStatus().getPodIP();
        var port = ComponentManifests.PORT;
        try (var socket = plane.network().connect(address, port, TIMEOUT);
                var secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, address, port, true)) {
            secured.setSoTimeout(Math.toIntExact(TIMEOUT.toMillis()));
            secured.startHandshake();
            return Arrays.stream(secured.getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IOException nothing) {
            return List.of();
        }
    }
}
