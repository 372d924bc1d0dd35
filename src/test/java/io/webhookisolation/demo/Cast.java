package io.webhookisolation.demo;

import io.webhookisolation.scenario.Component;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Who plays in the demo: two operators in one namespace, all of whose names and label values are drawn.
 *
 * @param broad its webhook Service selects only the label that both operators' Pods carry
 * @param precise its own Service is precise, and its Pod is the one that answers by mistake
 */
record Cast(String namespace, Component broad, Component precise) {

    private static final List<String> FIRST =
            List.of("amber", "brisk", "cedar", "delta", "ember", "fjord", "gale", "harbor", "indigo", "juniper");
    private static final List<String> SECOND =
            List.of("batch", "cache", "graph", "ledger", "mesh", "queue", "relay", "shard", "topic", "vault");
    private static final List<String> SHARED = List.of("controller-manager", "manager", "operator", "controller");
    private static final List<String> NAMESPACES = List.of("operators", "platform", "shared-services", "addons");

    static Cast drawn(long seed) {
        var random = new Random(seed);
        var shared = Map.of("control-plane", drawn(random, SHARED));
        var firstName = FIRST.indexOf(drawn(random, FIRST));
        var broadName = FIRST.get(firstName) + "-" + drawn(random, SECOND);
        var preciseName = FIRST.get((firstName + 1 + random.nextInt(FIRST.size() - 1)) % FIRST.size()) + "-"
                + drawn(random, SECOND);
        return new Cast(
                drawn(random, NAMESPACES),
                component(broadName, shared).selecting(shared),
                component(preciseName, shared).selecting(Map.of("app.kubernetes.io/name", label(preciseName))));
    }

    private static Component component(String name, Map<String, String> shared) {
        return Component.scaffolded(name)
                .labelled(Map.of("control-plane", shared.get("control-plane"), "app.kubernetes.io/name", label(name)));
    }

    /** Not the name itself: a tool that guessed labels from names would fail here. */
    private static String label(String name) {
        return name.substring(name.indexOf('-') + 1) + "-by-" + name.substring(0, name.indexOf('-'));
    }

    private static String drawn(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
