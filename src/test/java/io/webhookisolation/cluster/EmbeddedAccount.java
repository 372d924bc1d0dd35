package io.webhookisolation.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.cluster.proxy.FaultProxy;
import io.webhookisolation.scenario.OperatorAccount;

/** A user of the embedded plane, who may do everything but what is denied to him. */
record EmbeddedAccount(EmbeddedControlPlane plane, String user) implements OperatorAccount {

    @Override
    public KubernetesClient client() {
        return plane.clientAs(user);
    }

    @Override
    public FaultProxy proxy() {
        return plane.proxy(user);
    }

    @Override
    public void deny(String verb, String group, String resource) {
        plane.server().access().deny(user, verb, group, resource);
    }

    @Override
    public void allow(String verb, String group, String resource) {
        plane.server().access().allow(user, verb, group, resource);
    }

    /** Nobody keeps it from him. */
    @Override
    public void allowLabelling() {}
}
