package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of parts that a scanner for vulnerabilities reads says what is there, no more, no less, byte for byte. */
class BillOfMaterialsIT {

    private static final String OURS = "webhook-isolation.jar";

    @TempDir
    private Path folder;

    @Test
    void names_each_jar_that_is_shipped_with_its_hash() throws Exception {
        var listed = new TreeMap<String, String>();
        for (var component : bill().path("components")) {
            listed.put(
                    component.path("name").asText() + "-"
                            + component.path("version").asText() + ".jar",
                    hash(component));
        }

        assertThat(listed).isNotEmpty().isEqualTo(shipped());
    }

    @Test
    void has_nothing_that_differs_from_build_to_build() throws Exception {
        var bill = bill();

        assertThat(bill.path("specVersion").asText()).isNotEmpty();
        assertThat(bill.has("serialNumber"))
                .as("a serial number is drawn anew in each build")
                .isFalse();
        assertThat(bill.path("metadata").has("timestamp")).isFalse();
    }

    private JsonNode bill() throws IOException {
        return new ObjectMapper().readTree(home().resolve("sbom.cdx.json").toFile());
    }

    private Map<String, String> shipped() throws Exception {
        var hashes = new TreeMap<String, String>();
        try (var jars = Files.newDirectoryStream(home().resolve("lib"), "*.jar")) {
            for (var jar : jars) {
                var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
                hashes.put(jar.getFileName().toString(), HexFormat.of().formatHex(digest));
            }
        }
        assertThat(hashes.remove(OURS)).isNotNull();
        return hashes;
    }

    private static String hash(JsonNode component) {
        return StreamSupport.stream(component.path("hashes").spliterator(), false)
                .filter(hash -> hash.path("alg").asText().equals("SHA-256"))
                .map(hash -> hash.path("content").asText())
                .findFirst()
                .orElseThrow();
    }

    private Path home() {
        return new Distribution(folder).home();
    }
}
