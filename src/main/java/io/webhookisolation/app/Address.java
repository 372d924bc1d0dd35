package io.webhookisolation.app;

import java.net.InetSocketAddress;

/**
 * Where a server listens.
 *
 * @param host empty for all interfaces
 * @param port 0 for any free one
 */
public record Address(String host, int port) {

    private static final int HIGHEST_PORT = 65_535;

    public Address {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("the port must be between 0 and " + HIGHEST_PORT);
        }
    }

    /** Reads {@code host:port}, {@code [v6]:port} or {@code :port}. */
    static Address parse(String text) {
        var colon = text.lastIndexOf(':');
        var digits = text.substring(colon + 1);
        if (colon < 0
                || digits.isEmpty()
                || digits.length() > 5
                || !digits.chars().allMatch(Character::isDigit)) {
            throw new IllegalArgumentException("write it as host:port or :port");
        }
        var host = text.substring(0, colon);
        var bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return new Address(bare, Integer.parseInt(digits));
    }

    static Address of(InetSocketAddress address) {
        return new Address(address.getHostString(), address.getPort());
    }

    InetSocketAddress toSocketAddress() {
        return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
