package io.webhookisolation.scenario;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.cluster.pod.MountedSecrets;
import io.webhookisolation.cluster.pod.PodNetwork;
import io.webhookisolation.probe.Dialer;

/** A cluster for tests: an API server, the controllers that scenarios need, and Pods that really serve. */
public interface ControlPlane extends AutoCloseable {

    /** {@code embedded} or {@code real}: for transcripts, and for what only one of them can do. */
    String name();

    /** May do everything; its calls are not those of the product. */
    KubernetesClient client();

    /** A client of its own for a user of this name, such as {@code system:serviceaccount:ns:name}; the caller closes it. */
    KubernetesClient clientAs(String user);

    /** An account for an operator that runs in this namespace, which must exist. */
    OperatorAccount operatorIn(String namespace);

    /** Reaches Pods by their addresses, and nothing else. */
    Dialer dialer();

    /** The same, which lists who was dialled. */
    PodNetwork network();

    /** When changed Secrets reach the Pods. */
    MountedSecrets mounts();

    @Override
    void close();
}
