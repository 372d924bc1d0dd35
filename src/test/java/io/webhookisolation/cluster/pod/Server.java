package io.webhookisolation.cluster.pod;

/** Something that listens on loopback. */
sealed interface Server extends AutoCloseable permits WebhookServer, PlainServer {

    int port();

    @Override
    void close();
}
