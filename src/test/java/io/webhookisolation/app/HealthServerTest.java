package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {

    private final AtomicReference<Optional<String>> caches = new AtomicReference<>(Optional.empty());
    private final HttpClient client = HttpClient.newHttpClient();
    private HealthServer server;

    @BeforeEach
    void open() throws IOException {
        server = HealthServer.open(
                new Address("127.0.0.1", 0),
                List.of(HealthCheck.PING),
                List.of(HealthCheck.PING, new HealthCheck("informers", caches::get)));
    }

    @AfterEach
    void close() {
        server.close();
        client.close();
    }

    @Test
    void is_not_ready_and_names_the_check_that_failed() throws Exception {
        caches.set(Optional.of("Service is not synced"));

        var ready = get("/readyz");
        var live = get("/livez");

        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body())
                .isEqualTo("[+]ping ok\n[-]informers failed: Service is not synced\nreadyz check failed\n");
        assertThat(live.statusCode()).isEqualTo(200);
    }

    @Test
    void is_ready_in_one_word_or_check_by_check() throws Exception {
        assertThat(get("/readyz").body()).isEqualTo("ok\n");
        assertThat(get("/readyz?verbose").body()).isEqualTo("[+]ping ok\n[+]informers ok\nreadyz check passed\n");
        assertThat(get("/livez?verbose=true").body()).isEqualTo("[+]ping ok\nlivez check passed\n");
    }

    @Test
    void takes_a_check_that_throws_for_a_failed_one() throws Exception {
        caches.set(Optional.empty());
        server.close();
        server = HealthServer.open(new Address("127.0.0.1", 0), List.of(), List.of(new HealthCheck("broken", () -> {
            throw new IllegalStateException("lost");
        })));

        var ready = get("/readyz");

        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body())
                .contains("[-]broken failed: the check itself failed")
                .contains("lost");
    }

    @Test
    void knows_no_other_path_and_no_other_method() throws Exception {
        var post = HttpRequest.newBuilder(uri("/readyz"))
                .POST(BodyPublishers.noBody())
                .build();
        var head = HttpRequest.newBuilder(uri("/readyz")).HEAD().build();

        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/readyz/more").statusCode()).isEqualTo(404);
        assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
        assertThat(client.send(head, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }
}
