package io.webhookisolation.app;

import io.webhookisolation.format.Audit;
import java.time.InstantSource;

/** An audit of a cluster. */
record ClusterAudit(
        ClusterConnection connection, boolean allNamespaces, String namespace, boolean probe, InstantSource clock)
        implements AuditSource {

    @Override
    public Audit read(Progress progress) {
        try (var client = connection.open()) {
            throw new CommandFailure("clusters cannot be read yet, not even " + client.getMasterUrl() + ".");
        }
    }
}
