package io.webhookisolation.reconcile;

import io.webhookisolation.model.Mode;
import java.util.Set;

/**
 * What the control loop is told at its start.
 *
 * @param namespaces to watch; empty for all
 * @param ceiling the most it does, whatever a policy asks for
 * @param rights what it may do
 * @param instance this process's name, for Events
 */
public record ReconcileSettings(Set<String> namespaces, Mode ceiling, Rights rights, String instance) {

    public ReconcileSettings {
        namespaces = Set.copyOf(namespaces);
    }
}
