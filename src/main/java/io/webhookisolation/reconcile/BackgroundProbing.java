package io.webhookisolation.reconcile;

import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.probe.ProbeRounds;
import java.util.Collection;

/** Probes by the continuous rounds. */
record BackgroundProbing(ProbeRounds rounds) implements Probing {

    @Override
    public void want(String namespace, Collection<ProbeTarget> targets) {
        rounds.want(namespace, targets);
    }

    @Override
    public void now(ServiceReference service) {
        rounds.now(service);
    }
}
