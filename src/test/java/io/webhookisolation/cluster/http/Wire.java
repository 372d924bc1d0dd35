package io.webhookisolation.cluster.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** One connection, with its buffered ends. */
public record Wire(Socket socket, InputStream in, OutputStream out) implements Closeable {

    public static Wire of(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        return new Wire(
                socket,
                new BufferedInputStream(socket.getInputStream()),
                new BufferedOutputStream(socket.getOutputStream()));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Ends the connection as a peer does that is not there any more: with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
