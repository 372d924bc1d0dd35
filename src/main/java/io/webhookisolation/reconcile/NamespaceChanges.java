package io.webhookisolation.reconcile;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Passes on which namespaces changed, from observers and probes to the control loop, which is made after them. */
public final class NamespaceChanges {

    private final List<Consumer<Set<String>>> listeners = new CopyOnWriteArrayList<>();

    public void changed(Set<String> namespaces) {
        listeners.forEach(listener -> listener.accept(namespaces));
    }

    void listen(Consumer<Set<String>> listener) {
        listeners.add(listener);
    }
}
