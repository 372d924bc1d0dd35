package io.webhookisolation.cluster.proxy;

import io.webhookisolation.cluster.http.HttpResponse;
import io.webhookisolation.cluster.http.Wire;
import java.io.Closeable;
import java.io.IOException;

/** What comes back for a request; closed if the client is not to have it. */
sealed interface Reply extends Closeable {

    /** HTTP status; 0 if there is none. */
    int code();

    /** Whether the API server did what it was asked for, even if nobody is told. */
    default boolean done() {
        return code() / 100 == 2;
    }

    @Override
    default void close() throws IOException {}

    /** The connection breaks. */
    record Broken(boolean done) implements Reply {

        @Override
        public int code() {
            return 0;
        }
    }

    /** Answered. */
    record Whole(HttpResponse response) implements Reply {

        @Override
        public int code() {
            return response.status();
        }
    }

    /** Answered by a head, and from then on by bytes in both directions. */
    record Stream(HttpResponse head, Wire server) implements Reply {

        @Override
        public int code() {
            return head.status();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
