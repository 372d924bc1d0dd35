package io.webhookisolation.reconcile;

import io.webhookisolation.model.Gap;
import io.webhookisolation.model.Mode;
import java.util.List;
import java.util.Set;

/**
 * What the control loop is told at its start.
 *
 * @param namespaces to watch; empty for all
 * @param ceiling the most it does, whatever a policy asks for
 * @param missing permissions that the ceiling needs and that we were found not to have
 * @param instance this process's name, for Events
 */
public record ReconcileSettings(Set<String> namespaces, Mode ceiling, List<Gap> missing, String instance) {

    public ReconcileSettings {
        namespaces = Set.copyOf(namespaces);
        missing = List.copyOf(missing);
    }
}
