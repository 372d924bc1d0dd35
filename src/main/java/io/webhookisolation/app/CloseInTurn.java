package io.webhookisolation.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what it owns, the newest first; one part that fails to close keeps no other open. */
final class CloseInTurn implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CloseInTurn.class);

    private final Deque<Part> parts = new ArrayDeque<>();

    private record Part(String name, AutoCloseable closeable) {}

    synchronized <T extends AutoCloseable> T own(String name, T closeable) {
        parts.push(new Part(name, closeable));
        return closeable;
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
    }

    private static void close(Part part) {
        try {
            part.closeable().close();
        } catch (Exception e) {
            LOG.atWarn().addKeyValue("part", part.name()).setCause(e).log("cannot be closed");
        }
    }
}
