package io.webhookisolation.reconcile;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes on which namespaces changed, from observers and probes to the control loop, which is made after them. */
public final class NamespaceChanges {

    /** Whoever wants to hear of it; called by the threads of informers and probes, so it must not block. */
    interface Listener {

        void changed(Set<String> namespaces);

        void changedEverywhere();
    }

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    public void changed(Set<String> namespaces) {
        listeners.forEach(listener -> listener.changed(namespaces));
    }

    /** Something that each policy rests on: what can be seen at all, or may be done. */
    public void changedEverywhere() {
        listeners.forEach(Listener::changedEverywhere);
    }

    void listen(Listener listener) {
        listeners.add(listener);
    }
}
