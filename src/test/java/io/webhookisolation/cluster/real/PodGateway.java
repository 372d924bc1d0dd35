package io.webhookisolation.cluster.real;

import io.webhookisolation.probe.Dialer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way to Pods for a program that runs as a process of its own: a SOCKS5 proxy (RFC 1928) on loopback.
 *
 * <p>It dials what the Pod network knows and nothing else; a name is passed on as it is, and so refused and remembered.
 */
public final class PodGateway implements AutoCloseable {

    private static final int VERSION = 5;
    private static final int CONNECT = 1;
    private static final int NO_AUTHENTICATION = 0;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** What a reply says, and the words in which Java's client repeats it. */
    private enum Reply {
        SUCCEEDED(0),
        HOST_UNREACHABLE(4),
        CONNECTION_REFUSED(5),
        COMMAND_NOT_SUPPORTED(7);

        private final int code;

        Reply(int code) {
            this.code = code;
        }
    }

    private record Request(int command, String address, int port) {}

    private final ServerSocket server;
    private final Dialer network;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    private PodGateway(ServerSocket server, Dialer network) {
        this.server = server;
        this.network = network;
    }

    /** @param network where addresses lead, and who counts who was dialled */
    static PodGateway listen(Dialer network) {
        try {
            var gateway = new PodGateway(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), network);
            Thread.ofVirtual().name("pod-gateway").start(gateway::accept);
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** For a JVM whose plain sockets shall pass here; Java leaves 127.* direct by itself. */
    public List<String> jvmOptions() {
        return List.of(
                "-DsocksProxyHost=" + address().getAddress().getHostAddress(),
                "-DsocksProxyPort=" + address().getPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                Thread.ofVirtual().name("pod-gateway-tunnel").start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        clients.add(client);
        try (client) {
            client.setTcpNoDelay(true);
            var in = new DataInputStream(client.getInputStream());
            var out = client.getOutputStream();
            greet(in, out);
            var request = request(in);
            if (request.command() != CONNECT) {
                answer(out, Reply.COMMAND_NOT_SUPPORTED);
                return;
            }
            try (var pod = network.dial(request.address(), request.port(), TIMEOUT)) {
                answer(out, Reply.SUCCEEDED);
                Tunnel.run(client, in, out, pod);
            } catch (NoRouteToHostException unknown) {
                answer(out, Reply.HOST_UNREACHABLE);
            } catch (ConnectException refused) {
                answer(out, Reply.CONNECTION_REFUSED);
            }
        } catch (IOException ended) {
            // One side went away: so does the tunnel.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.remove(client);
        }
    }

    private static void greet(DataInputStream in, OutputStream out) throws IOException {
        requireVersion(in);
        in.readNBytes(in.readUnsignedByte());
        out.write(new byte[] {VERSION, NO_AUTHENTICATION});
    }

    private static Request request(DataInputStream in) throws IOException {
        requireVersion(in);
        var command = in.readUnsignedByte();
        in.readUnsignedByte();
        var type = in.readUnsignedByte();
        var address = switch (type) {
            case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
            case 3 -> new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
            case 4 -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
            default -> throw new IOException("no SOCKS5 address type: " + type);
        };
        return new Request(command, address, in.readUnsignedShort());
    }

    private static void requireVersion(DataInputStream in) throws IOException {
        var version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("not SOCKS5: " + version);
        }
    }

    /** The address that the proxy is bound to, which nobody reads, is left at zero. */
    private static void answer(OutputStream out, Reply reply) throws IOException {
        out.write(new byte[] {VERSION, (byte) reply.code, 0, 1, 0, 0, 0, 0, 0, 0});
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
