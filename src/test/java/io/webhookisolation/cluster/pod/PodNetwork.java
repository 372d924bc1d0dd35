package io.webhookisolation.cluster.pod;

import io.webhookisolation.probe.Dialer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Leads from Pod addresses to servers on loopback; dials nothing else.
 *
 * <p>Whoever asks for an address that no Pod has is refused, and remembered: a product that does so would dial strangers in
 * a real cluster.
 */
public final class PodNetwork implements Dialer {

    /** An address that somebody tried to reach. */
    public record Destination(String address, int port) {}

    private final Map<Destination, Integer> servers = new ConcurrentHashMap<>();
    private final Set<String> hosts = ConcurrentHashMap.newKeySet();
    private final Set<String> formerHosts = ConcurrentHashMap.newKeySet();
    private final Queue<Destination> dials = new ConcurrentLinkedQueue<>();
    private final Queue<Destination> strangers = new ConcurrentLinkedQueue<>();

    @Override
    public Socket dial(String address, int port, Duration timeout) throws IOException {
        dials.add(new Destination(address, port));
        return connect(address, port, timeout);
    }

    /** As {@link #dial}, for the API server's own calls: these are not counted. */
    public Socket connect(String address, int port, Duration timeout) throws IOException {
        var wanted = new Destination(address, port);
        if (!hosts.contains(address)) {
            if (!formerHosts.contains(address)) {
                strangers.add(wanted);
            }
            throw new NoRouteToHostException("no Pod has the address " + address);
        }
        var loopbackPort = servers.get(wanted);
        if (loopbackPort == null) {
            throw new ConnectException("Connection refused");
        }
        var socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), loopbackPort),
                    Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
            return socket;
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    /** All dials so far, whether they succeeded or not. */
    public List<Destination> dials() {
        return List.copyOf(dials);
    }

    /** Dials to addresses that no Pod ever had; whoever dials a Pod that has just gone does nothing wrong. */
    public List<Destination> strangers() {
        return List.copyOf(strangers);
    }

    void join(String address) {
        hosts.add(address);
    }

    void listen(String address, int port, int loopbackPort) {
        servers.put(new Destination(address, port), loopbackPort);
    }

    void leave(String address) {
        hosts.remove(address);
        formerHosts.add(address);
        servers.keySet().removeIf(server -> server.address().equals(address));
    }
}
