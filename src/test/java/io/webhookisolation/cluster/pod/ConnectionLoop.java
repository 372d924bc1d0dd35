package io.webhookisolation.cluster.pod;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Accepts connections on a free loopback port; each is served, once, on a virtual thread and then closed. */
final class ConnectionLoop implements AutoCloseable {

    /** Serves one connection. */
    @FunctionalInterface
    interface Service {
        void serve(Socket connection) throws IOException;
    }

    /** A burst of calls waits its turn; beyond this the kernel drops it, and it comes again a second later. */
    private static final int BACKLOG = 1024;

    private final ServerSocket socket;
    private final Service service;

    private ConnectionLoop(ServerSocket socket, Service service) {
        this.socket = socket;
        this.service = service;
    }

    static ConnectionLoop start(Service service) {
        try {
            var loop = new ConnectionLoop(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), service);
            Thread.ofVirtual().name("pod").start(loop::acceptAll);
            return loop;
        } catch (IOException e) {
            throw new UncheckedIOException("no free loopback port", e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                Thread.ofVirtual().name("pod-connection").start(() -> serve(connection));
            } catch (IOException closed) {
                // close() ends the loop; a connection that was lost while it was accepted does not.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            service.serve(connection);
        } catch (IOException gone) {
            // A client that does not trust the server just hangs up.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
