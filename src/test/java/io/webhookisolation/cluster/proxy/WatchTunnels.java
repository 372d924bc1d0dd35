package io.webhookisolation.cluster.proxy;

import io.webhookisolation.cluster.http.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The watches that lead through a proxy at present. */
public final class WatchTunnels {

    private final Set<Tunnel> open = ConcurrentHashMap.newKeySet();
    private final Gate gate = new Gate();
    private volatile boolean refused;

    public int count() {
        return open.size();
    }

    /** Breaks all connections that watch; clients come again. */
    public void closeAll() {
        var broken = List.copyOf(open);
        open.removeAll(broken);
        broken.forEach(Tunnel::close);
    }

    /** Breaks them, and each new one, until {@link #admit()}. */
    public void refuse() {
        refused = true;
        closeAll();
    }

    public void admit() {
        refused = false;
    }

    /** From now on nothing reaches the client any more, though all connections stay open. */
    public void stall() {
        gate.shut();
    }

    /** What was held back reaches the client. */
    public void resume() {
        gate.open();
    }

    boolean refused() {
        return refused;
    }

    /** Returns when the watch has ended. */
    void serve(HttpExchange exchange, Reply.Stream reply) throws IOException {
        try (var tunnel = new Tunnel(exchange.takeOver(reply.head()), reply.server(), gate)) {
            open.add(tunnel);
            if (!refused) {
                tunnel.run();
            }
            open.remove(tunnel);
        }
    }
}
