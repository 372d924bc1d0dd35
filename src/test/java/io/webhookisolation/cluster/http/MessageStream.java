package io.webhookisolation.cluster.http;

import java.io.IOException;

/** A stream of messages to a client; one thread sends, another waits for the end. */
public sealed interface MessageStream extends AutoCloseable permits WebSocketStream, ChunkedStream {

    /**
     * Sends one message.
     *
     * @throws IOException if the client has gone
     */
    void send(String message) throws IOException;

    /** Returns when either side has ended the stream. */
    void awaitEnd();

    /** Tells the client that no more messages follow, and ends the connection. */
    @Override
    void close();
}
