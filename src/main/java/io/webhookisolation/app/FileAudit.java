package io.webhookisolation.app;

import io.webhookisolation.format.Audit;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;

/** An audit of manifests. */
record FileAudit(List<String> files, InputStream standardInput, String assumedNamespace, InstantSource clock)
        implements AuditSource {

    @Override
    public Audit read(Progress progress) {
        throw new CommandFailure("manifests cannot be read yet.");
    }
}
