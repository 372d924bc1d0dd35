package io.webhookisolation.cluster.real;

import io.webhookisolation.probe.Dialer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The API server's way to Pods: an HTTP CONNECT proxy on a Unix socket that knows cluster addresses as names only.
 *
 * <p>It dials nothing but loopback; an address that the pod network does not know is answered with 502, so no packet for
 * a cluster address ever leaves this machine. Plain TCP is no option: kube-apiserver 1.36 panics on it.
 */
final class EgressProxy implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** By default 50: several API servers that dial at once then fail, which no cluster does. */
    private static final int BACKLOG = 4096;

    private final ServerSocketChannel server;
    private final Dialer network;
    private final Set<SocketChannel> tunnels = ConcurrentHashMap.newKeySet();

    private EgressProxy(ServerSocketChannel server, Dialer network) {
        this.server = server;
        this.network = network;
    }

    /**
     * @param socket short path: a Unix socket's name has at most 107 bytes on Linux, 103 on macOS
     * @param network where the cluster's addresses lead
     */
    static EgressProxy listen(Path socket, Dialer network) {
        try {
            var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
            var proxy = new EgressProxy(server, network);
            Thread.ofVirtual().name("egress-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + socket, e);
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                var client = server.accept();
                Thread.ofVirtual().name("egress-tunnel").start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(SocketChannel client) {
        tunnels.add(client);
        try (client) {
            var in = Channels.newInputStream(client);
            var out = Channels.newOutputStream(client);
            var target = connectTarget(in);
            try (var pod = dial(target)) {
                answer(out, "200 Connection established");
                passFirstByte(in, pod);
                Tunnel.run(client, in, out, pod);
            } catch (ConnectException refused) {
                answer(out, "502 dial tcp " + target + ": connect: connection refused");
            } catch (NoRouteToHostException unknown) {
                answer(out, "502 dial tcp " + target + ": connect: no route to host");
            }
        } catch (IOException ended) {
            // One side went away: so does the tunnel.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            tunnels.remove(client);
        }
    }

    /** The caller speaks first: it gives up when anything follows the answer before it has said a word. */
    private static void passFirstByte(InputStream in, Socket pod) throws IOException {
        var first = in.read();
        if (first < 0) {
            throw new EOFException();
        }
        pod.getOutputStream().write(first);
    }

    private Socket dial(String target) throws IOException {
        var colon = target.lastIndexOf(':');
        return network.dial(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)), TIMEOUT);
    }

    /** Reads the request head byte by byte: what follows the blank line belongs to the tunnel. */
    private static String connectTarget(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            var next = in.read();
            if (next < 0 || head.length() > 8192) {
                throw new IOException("not a CONNECT request: " + head);
            }
            head.append((char) next);
        }
        var words = head.toString().split(" ", 3);
        if (!words[0].equals("CONNECT")) {
            throw new IOException("not a CONNECT request: " + head);
        }
        return words[1];
    }

    private static void answer(OutputStream out, String status) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Ends all tunnels, so that the next call dials anew. */
    void endTunnels() {
        for (var tunnel : tunnels) {
            try {
                tunnel.close();
            } catch (IOException alreadyGone) {
                // Nothing is left to end.
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            endTunnels();
        }
    }
}
