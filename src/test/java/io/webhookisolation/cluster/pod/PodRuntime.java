package io.webhookisolation.cluster.pod;

import io.fabric8.kubernetes.api.model.Pod;

/** Runs what a Pod's containers would run; the Node's agent calls it and reports the Pod afterwards. */
public interface PodRuntime {

    /** Whether all Secrets are there without which no container of it is created. */
    boolean canStart(Pod pod);

    /**
     * Starts the Pod's servers and makes them reachable under this address in the Pod network.
     *
     * @return whether the Pod is ready
     */
    boolean start(Pod pod, String podIp);

    /** Stops them; called once for each started Pod. */
    void stop(Pod pod, String podIp);
}
