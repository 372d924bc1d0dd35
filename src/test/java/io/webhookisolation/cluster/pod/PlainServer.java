package io.webhookisolation.cluster.pod;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks first, and no TLS, as an SSH or mail server does. */
final class PlainServer implements Server {

    private final ConnectionLoop loop = ConnectionLoop.start(PlainServer::greet);

    /** Hears the client out: what it sent and nobody read would reset the connection, and the greeting with it. */
    private static void greet(Socket connection) throws IOException {
        connection.getOutputStream().write("220 no TLS here\r\n".getBytes(StandardCharsets.US_ASCII));
        connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public int port() {
        return loop.port();
    }

    @Override
    public void close() {
        loop.close();
    }
}
