package io.webhookisolation.cluster.proxy;

import io.webhookisolation.cluster.http.Wire;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Carries bytes between a client and the API server until either side ends, or somebody closes it. */
final class Tunnel implements Closeable {

    private final Wire client;
    private final Wire server;
    private final Thread fromServer;

    /** What the server sends passes the gate. */
    Tunnel(Wire client, Wire server, Gate gate) {
        this.client = client;
        this.server = server;
        this.fromServer = Thread.ofVirtual().name("watch-tunnel").unstarted(() -> carry(server, client, gate));
    }

    /** Returns when it has ended. */
    void run() {
        fromServer.start();
        carry(client, server, new Gate());
    }

    private void carry(Wire from, Wire to, Gate gate) {
        var buffer = new byte[8192];
        try (this) {
            for (var count = from.in().read(buffer);
                    count >= 0;
                    count = from.in().read(buffer)) {
                gate.pass();
                to.out().write(buffer, 0, count);
                to.out().flush();
            }
            gate.pass();
        } catch (IOException | InterruptedException ended) {
            // Either side went away.
        }
    }

    @Override
    public void close() {
        fromServer.interrupt();
        try {
            client.close();
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
