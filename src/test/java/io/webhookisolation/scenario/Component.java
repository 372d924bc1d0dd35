package io.webhookisolation.scenario;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An operator with one webhook, as its manifests would install it.
 *
 * @param name prefix of all its objects: {@code <name>-controller-manager}, {@code <name>-webhook-service}, …
 * @param labels of its Pod template and its Deployment's selector
 * @param selector of its webhook Service
 * @param tlsNames what its certificate is for; empty: its webhook Service's name
 * @param program image that its Pods run
 * @param lingers its Pods serve on for five seconds when they end, until whoever calls has learned of it
 */
public record Component(
        String name,
        Map<String, String> labels,
        Map<String, String> selector,
        List<String> tlsNames,
        int replicas,
        String program,
        boolean lingers) {

    /** The image of a webhook server with the certificate of the Secret that its Pod mounts. */
    public static final String WEBHOOK = "webhook-isolation.test/webhook";

    /** As {@link #WEBHOOK}, but it admits nothing. */
    public static final String DENYING = "webhook-isolation.test/denying";

    /** The image of a server that speaks no TLS. */
    public static final String PLAIN = "webhook-isolation.test/plain";

    /** An image that listens nowhere. */
    public static final String SILENT = "webhook-isolation.test/silent";

    public Component {
        labels = Map.copyOf(new TreeMap<>(labels));
        selector = Map.copyOf(new TreeMap<>(selector));
        tlsNames = List.copyOf(tlsNames);
    }

    /** Scaffolded: all Pods carry {@code control-plane: controller-manager}, which is all that the Service selects by. */
    public static Component scaffolded(String name) {
        var scaffold = Map.of("control-plane", "controller-manager");
        return new Component(
                name,
                Map.of("control-plane", "controller-manager", "app.kubernetes.io/name", name),
                scaffold,
                List.of(),
                1,
                WEBHOOK,
                false);
    }

    public Component labelled(Map<String, String> newLabels) {
        return new Component(name, newLabels, selector, tlsNames, replicas, program, lingers);
    }

    public Component selecting(Map<String, String> newSelector) {
        return new Component(name, labels, newSelector, tlsNames, replicas, program, lingers);
    }

    public Component serving(String... names) {
        return new Component(name, labels, selector, List.of(names), replicas, program, lingers);
    }

    public Component replicas(int newReplicas) {
        return new Component(name, labels, selector, tlsNames, newReplicas, program, lingers);
    }

    public Component running(String newProgram) {
        return new Component(name, labels, selector, tlsNames, replicas, newProgram, lingers);
    }

    public Component lingering() {
        return new Component(name, labels, selector, tlsNames, replicas, program, true);
    }

    public String deployment() {
        return name + "-controller-manager";
    }

    public String service() {
        return name + "-webhook-service";
    }

    public String secret() {
        return name + "-webhook-server-cert";
    }

    /** Of the ValidatingWebhookConfiguration, which is cluster-scoped, so its name says whose it is. */
    public String configuration(String namespace) {
        return name + "-" + namespace + "-validating-webhook-configuration";
    }

    public String entry() {
        return "v" + name + ".kb.io";
    }
}
