package io.webhookisolation.probe;

import io.webhookisolation.fixture.certificate.ServingCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A server on a free loopback port that does with each connection what a test tells it. */
final class LoopbackServer implements AutoCloseable {

    /** What happens on one connection; an exception ends it. */
    @FunctionalInterface
    interface Behaviour {
        void on(Socket connection) throws Exception;
    }

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> serverNames = new CopyOnWriteArrayList<>();

    private LoopbackServer() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    static LoopbackServer doing(Behaviour behaviour) throws IOException {
        var server = new LoopbackServer();
        server.serve(behaviour);
        return server;
    }

    static LoopbackServer tls(ServingCertificate certificate) throws Exception {
        return tls(FixedKeys.of(certificate), socket -> {});
    }

    static LoopbackServer tls(ServingCertificate certificate, Consumer<SSLSocket> options) throws Exception {
        return tls(FixedKeys.of(certificate), options);
    }

    static LoopbackServer tls(KeyManager[] keys, Consumer<SSLSocket> options) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(keys, null, null);
        SSLSocketFactory factory = context.getSocketFactory();
        var server = new LoopbackServer();
        server.serve(connection -> {
            try (var secured = (SSLSocket) factory.createSocket(connection, null, true)) {
                secured.setUseClientMode(false);
                options.accept(secured);
                secured.startHandshake();
                server.serverNames.addAll(namesAskedFor(secured));
                secured.getInputStream().readAllBytes();
            }
        });
        return server;
    }

    /** Leads every address here. */
    Dialer dialer() {
        return (address, port, timeout) ->
                Dialer.direct().dial(listener.getInetAddress().getHostAddress(), listener.getLocalPort(), timeout);
    }

    /** The server names that finished handshakes asked for. */
    List<String> serverNames() {
        return serverNames;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }

    private void serve(Behaviour behaviour) {
        threads.execute(() -> {
            while (!listener.isClosed()) {
                accept(behaviour);
            }
        });
    }

    private void accept(Behaviour behaviour) {
        try {
            var connection = listener.accept();
            threads.execute(() -> converse(connection, behaviour));
        } catch (IOException | RejectedExecutionException closed) {
            // the test is over
        }
    }

    private static void converse(Socket connection, Behaviour behaviour) {
        try (connection) {
            behaviour.on(connection);
        } catch (Exception ended) {
            // the other side went away, which is what most of these tests are about
        }
    }

    private static List<String> namesAskedFor(SSLSocket socket) {
        return ((ExtendedSSLSession) socket.getSession())
                .getRequestedServerNames().stream()
                        .map(name -> ((SNIHostName) name).getAsciiName())
                        .toList();
    }
}
