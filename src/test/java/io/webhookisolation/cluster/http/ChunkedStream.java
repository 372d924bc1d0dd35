package io.webhookisolation.cluster.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Messages as chunks of one endless HTTP answer, a line each. */
final class ChunkedStream implements MessageStream {

    private final Socket connection;
    private final InputStream in;
    private final OutputStream out;

    ChunkedStream(Socket connection, InputStream in, OutputStream out) {
        this.connection = connection;
        this.in = in;
        this.out = out;
    }

    @Override
    public synchronized void send(String message) throws IOException {
        var line = (message + "\n").getBytes(StandardCharsets.UTF_8);
        out.write((Integer.toHexString(line.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(line);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void awaitEnd() {
        try {
            in.read();
        } catch (IOException gone) {
            // That is an end as well.
        }
    }

    @Override
    public synchronized void close() {
        try (connection) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException gone) {
            // The client went first.
        }
    }
}
