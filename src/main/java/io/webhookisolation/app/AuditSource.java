package io.webhookisolation.app;

import io.webhookisolation.format.Audit;

/** Where an audit gets its world from. */
interface AuditSource {

    /** Reads and judges; a {@link CommandFailure} says in one sentence why that is not possible. */
    Audit read(Progress progress);
}
