package io.webhookisolation.cluster.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Accepts connections on a free loopback port and serves each on a virtual thread of its own. */
public final class HttpListener implements AutoCloseable {

    /** Answers one request; called from many threads at once. */
    @FunctionalInterface
    public interface Service {
        void serve(HttpExchange exchange) throws IOException;
    }

    private final ServerSocket socket;
    private final Service service;
    private final Map<Wire, Thread> connections = new ConcurrentHashMap<>();
    private volatile boolean disconnected;

    private HttpListener(ServerSocket socket, Service service) {
        this.socket = socket;
        this.service = service;
    }

    public static HttpListener start(Service service) {
        try {
            var listener = new HttpListener(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), service);
            Thread.ofVirtual().name("api-server").start(listener::acceptAll);
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException("no free loopback port", e);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Resets every connection, and each new one, until {@link #reconnect()}; what is being answered is given up. */
    public void disconnect() {
        disconnected = true;
        resetAll();
    }

    public void reconnect() {
        disconnected = false;
    }

    public boolean isReachable() {
        return !disconnected;
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                var wire = Wire.of(socket.accept());
                var thread = Thread.ofVirtual().name("api-connection").unstarted(() -> serveAll(wire));
                connections.put(wire, thread);
                if (disconnected) {
                    connections.remove(wire);
                    wire.reset();
                } else {
                    thread.start();
                }
            } catch (IOException closed) {
                // close() ends the loop; a connection that was lost while it was accepted does not.
            }
        }
    }

    private void serveAll(Wire wire) {
        try (wire) {
            var requests = new RequestReader(wire.in());
            var reusable = true;
            while (reusable) {
                var request = requests.next();
                if (request.isEmpty()) {
                    return;
                }
                var exchange = new HttpExchange(request.get(), wire);
                service.serve(exchange);
                reusable = exchange.reusable();
            }
        } catch (IOException gone) {
            // The client went away.
        } finally {
            connections.remove(wire);
        }
    }

    private void resetAll() {
        connections.forEach(HttpListener::reset);
    }

    private static void reset(Wire wire, Thread thread) {
        try {
            wire.reset();
        } catch (IOException ended) {
            // The client went first.
        } finally {
            thread.interrupt();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            resetAll();
        }
    }
}
