package io.webhookisolation.scenario;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.cluster.proxy.FaultProxy;

/** Whom an operator under test is to the API server: by default somebody who may do what {@code deploy/} grants. */
public interface OperatorAccount {

    /** Its user name, {@code system:serviceaccount:<namespace>:webhook-isolation}. */
    String user();

    /** A client of its own, which the caller closes; it goes through {@link #proxy}. */
    KubernetesClient client();

    /** Where its calls can be made to fail, and are listed. */
    FaultProxy proxy();

    /**
     * From now on it may not; returns once the API server has learned of it.
     *
     * @param group empty for the core group
     * @param resource plural with {@code /subresource} if there is one: {@code services}, {@code deployments/status}
     */
    void deny(String verb, String group, String resource);

    /** Takes the denial back. */
    void allow(String verb, String group, String resource);

    /** Gives it the role of {@code components/label-workloads} too, as an installation that asks for it does. */
    void allowLabelling();

    /** The same for {@code components/read-secrets}. */
    void allowReadingSecrets();

    /** The same for {@code components/rotate}, with its rights on Secrets in every namespace. */
    void allowRotating();
}
