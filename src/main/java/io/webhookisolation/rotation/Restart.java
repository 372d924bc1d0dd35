package io.webhookisolation.rotation;

import io.webhookisolation.model.ObjectKey;

/** Whether Pods that go on serving a former leaf may be replaced by us. */
public sealed interface Restart {

    /** The policy does not ask for it, or there is nothing to restart for. */
    record NotWanted() implements Restart {}

    /**
     * A rollout of it costs no call.
     *
     * @param uid of the Deployment
     * @param resourceVersion that this was decided on
     */
    record Possible(ObjectKey workload, String uid, String resourceVersion) implements Restart {}

    /**
     * Its Pods are being replaced already.
     *
     * @param detail what is still open
     */
    record UnderWay(ObjectKey workload, String detail) implements Restart {}

    /**
     * A person has to do it.
     *
     * @param why one clause
     */
    record Impossible(String why) implements Restart {}
}
