package io.webhookisolation.cluster.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
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
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

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

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                connections.add(connection);
                Thread.ofVirtual().name("api-connection").start(() -> serveAll(connection));
            } catch (IOException closed) {
                // close() ends the loop; a connection that was lost while it was accepted does not.
            }
        }
    }

    private void serveAll(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            var in = new BufferedInputStream(connection.getInputStream());
            var out = new BufferedOutputStream(connection.getOutputStream());
            var requests = new RequestReader(in);
            var reusable = true;
            while (reusable) {
                var request = requests.next();
                if (request.isEmpty()) {
                    return;
                }
                var exchange = new HttpExchange(request.get(), connection, in, out);
                service.serve(exchange);
                reusable = exchange.reusable();
            }
        } catch (IOException gone) {
            // The client went away.
        } finally {
            connections.remove(connection);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (var connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
