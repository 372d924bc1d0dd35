package io.webhookisolation.cluster.real;

import java.nio.file.Path;

/** A note in a test's failure: where the control plane's logs are. */
final class LogsKept extends Exception {

    private static final long serialVersionUID = 1L;

    LogsKept(Path directory) {
        super("the control plane's logs are kept in " + directory, null, false, false);
    }
}
