package io.webhookisolation.scenario;

import io.fabric8.kubernetes.client.KubernetesClient;

/** Whom an operator under test is to the API server: by default somebody who may do what {@code deploy/} grants. */
public interface OperatorAccount {

    /** Its user name, {@code system:serviceaccount:<namespace>:webhook-isolation}. */
    String user();

    /** A client of its own, which the caller closes. */
    KubernetesClient client();

    /**
     * From now on it may not; returns once the API server has learned of it.
     *
     * @param group empty for the core group
     * @param resource plural with {@code /subresource} if there is one: {@code services}, {@code deployments/status}
     */
    void deny(String verb, String group, String resource);

    /** Takes the denial back. */
    void allow(String verb, String group, String resource);
}
