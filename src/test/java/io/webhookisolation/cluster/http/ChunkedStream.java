package io.webhookisolation.cluster.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Messages as chunks of one endless HTTP answer, a line each. */
final class ChunkedStream implements MessageStream {

    private final Wire wire;

    ChunkedStream(Wire wire) {
        this.wire = wire;
    }

    @Override
    public synchronized void send(String message) throws IOException {
        var line = (message + "\n").getBytes(StandardCharsets.UTF_8);
        wire.out().write((Integer.toHexString(line.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        wire.out().write(line);
        wire.out().write("\r\n".getBytes(StandardCharsets.US_ASCII));
        wire.out().flush();
    }

    @Override
    public void awaitEnd() {
        try {
            wire.in().read();
        } catch (IOException gone) {
            // That is an end as well.
        }
    }

    @Override
    public synchronized void close() {
        try (wire) {
            wire.out().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            wire.out().flush();
        } catch (IOException gone) {
            // The client went first.
        }
    }
}
