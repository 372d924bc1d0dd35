package io.webhookisolation.cluster.pod;

import java.nio.charset.StandardCharsets;

/** Speaks first, and no TLS, as an SSH or mail server does. */
final class PlainServer implements Server {

    private final ConnectionLoop loop = ConnectionLoop.start(connection ->
            connection.getOutputStream().write("220 no TLS here\r\n".getBytes(StandardCharsets.US_ASCII)));

    @Override
    public int port() {
        return loop.port();
    }

    @Override
    public void close() {
        loop.close();
    }
}
