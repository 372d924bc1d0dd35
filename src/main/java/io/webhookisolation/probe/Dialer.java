package io.webhookisolation.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * How a Pod's address is dialled: every connection to a Pod passes here, so that a test plane, a proxy or a service mesh
 * can stand in.
 *
 * <p>Implementations answer from several threads at once.
 */
@FunctionalInterface
public interface Dialer {

    /**
     * Opens a connection, which the caller closes.
     *
     * @param address an IP address as {@code status.podIPs} has it, never a host name
     * @throws java.net.ConnectException if it was refused
     * @throws java.net.SocketTimeoutException if nothing answered in time
     * @throws IOException if there is no way to it
     */
    Socket dial(String address, int port, Duration timeout) throws IOException;

    /** Dials from this process. */
    static Dialer direct() {
        return (address, port, timeout) -> {
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(literal(address), port), millis(timeout));
                return socket;
            } catch (IOException failure) {
                socket.close();
                throw failure;
            }
        };
    }

    /** At least one: {@link Socket#connect} takes 0 for "wait for ever". */
    private static int millis(Duration timeout) {
        return Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
    }

    /** Never asks DNS: a name in place of an address would let its owner choose whom we dial. */
    private static InetAddress literal(String address) throws IOException {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException notAnAddress) {
            throw new IOException("not an IP address: " + address, notAnAddress);
        }
    }
}
