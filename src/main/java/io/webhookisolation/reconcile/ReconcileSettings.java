package io.webhookisolation.reconcile;

import io.webhookisolation.certificate.Timing.Waits;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What the control loop is told at its start.
 *
 * @param namespaces to watch; empty for all
 * @param ceiling the most it does, whatever a policy asks for
 * @param rights what it may do
 * @param leads whether it may write at this moment: it holds the Lease, or there is none
 * @param operatorNamespace where our authorities are kept
 * @param waits how long rotations wait
 * @param instance this process's name, for Events
 */
public record ReconcileSettings(
        Set<String> namespaces,
        String operatorNamespace,
        Ceiling ceiling,
        Rights rights,
        BooleanSupplier leads,
        Waits waits,
        String instance) {

    public ReconcileSettings {
        namespaces = Set.copyOf(namespaces);
    }
}
