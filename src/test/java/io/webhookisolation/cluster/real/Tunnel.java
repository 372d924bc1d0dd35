package io.webhookisolation.cluster.real;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A proxy's two connections as one: what enters one leaves the other, until either ends. */
final class Tunnel {

    private Tunnel() {}

    /** Returns when both connections are closed. */
    static void run(Closeable client, InputStream in, OutputStream out, Socket pod)
            throws IOException, InterruptedException {
        pod.setTcpNoDelay(true);
        var upstream = Thread.ofVirtual().start(() -> copyThenClose(in, pod));
        pod.getInputStream().transferTo(out);
        client.close();
        upstream.join();
    }

    private static void copyThenClose(InputStream in, Socket pod) {
        try (pod) {
            in.transferTo(pod.getOutputStream());
        } catch (IOException ended) {
            // The other direction sees the closed socket and ends too.
        }
    }
}
