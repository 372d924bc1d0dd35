package io.webhookisolation.cluster.real;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The custom resources of {@code crds/}, as a user installs them. */
final class Definitions {

    private static final Path FOLDER = Path.of("crds");

    private Definitions() {}

    /** Returns once the API server serves them. */
    static void create(KubernetesClient client) {
        try (var files = Files.list(FOLDER)) {
            files.filter(file -> file.toString().endsWith("-v1.yml")).sorted().forEach(file -> create(client, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(KubernetesClient client, Path file) {
        try (var content = Files.newInputStream(file)) {
            var definition = client.resources(CustomResourceDefinition.class).load(content);
            definition.create();
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> isEstablished(definition.get()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEstablished(CustomResourceDefinition definition) {
        return definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }
}
