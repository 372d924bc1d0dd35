package io.webhookisolation.cluster.proxy;

import io.webhookisolation.cluster.http.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The watches that lead through a proxy at present. */
public final class WatchTunnels {

    private final Set<Tunnel> open = ConcurrentHashMap.newKeySet();
    private final Gate gate = new Gate();
    private final AtomicLong timesBroken = new AtomicLong();
    private volatile boolean refused;

    public int count() {
        return open.size();
    }

    /** Breaks all connections that watch, those that are being opened as well; clients come again. */
    public void closeAll() {
        timesBroken.incrementAndGet();
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

    /** To be noted before the API server is asked for a watch, since it may be broken before it is carried. */
    long timesBroken() {
        return timesBroken.get();
    }

    /**
     * Returns when the watch has ended.
     *
     * @param before {@link #timesBroken} when it was asked for
     */
    void serve(HttpExchange exchange, Reply.Stream reply, long before) throws IOException {
        try (reply;
                var tunnel = new Tunnel(exchange.takeOver(reply.head()), reply.server(), gate)) {
            open.add(tunnel);
            try {
                if (!refused && timesBroken.get() == before) {
                    tunnel.run();
                }
            } finally {
                open.remove(tunnel);
            }
        }
    }
}
