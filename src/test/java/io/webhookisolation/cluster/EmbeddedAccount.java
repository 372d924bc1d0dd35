package io.webhookisolation.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.cluster.proxy.FaultProxy;
import io.webhookisolation.scenario.OperatorAccount;

/** A user of an embedded API server, who may do everything but what is denied to him. */
record EmbeddedAccount(EmbeddedApiServer api, String user) implements OperatorAccount {

    @Override
    public KubernetesClient client() {
        return api.clientAs(user);
    }

    @Override
    public FaultProxy proxy() {
        return api.proxy(user);
    }

    @Override
    public void deny(String verb, String group, String resource) {
        api.server().access().deny(user, verb, group, resource);
    }

    @Override
    public void allow(String verb, String group, String resource) {
        api.server().access().allow(user, verb, group, resource);
    }

    /** Nobody keeps it from him. */
    @Override
    public void allowLabelling() {}

    @Override
    public void allowReadingSecrets() {
        allow("get", "", "secrets");
    }

    @Override
    public void allowRotating() {
        allow("get", "", "secrets");
    }
}
