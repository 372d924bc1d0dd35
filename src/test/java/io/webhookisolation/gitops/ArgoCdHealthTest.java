package io.webhookisolation.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.gitops.LuaSandbox.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code health.lua}, tried as Argo CD tries the health checks that are built into it: by {@code health_test.yaml}. */
class ArgoCdHealthTest {

    private final String script = Files.readString(Shipped.ARGO_CD.resolve("health.lua"));

    ArgoCdHealthTest() throws IOException {}

    static List<JsonNode> tests() {
        var tests =
                Shipped.document(Shipped.ARGO_CD.resolve("health_test.yaml")).path("tests");
        return StreamSupport.stream(tests.spliterator(), false).toList();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void it_says_of_each_policy_what_is_expected(JsonNode test) {
        // given
        var policy =
                Shipped.document(Shipped.ARGO_CD.resolve(test.path("inputPath").asText()));
        var expected = test.path("healthStatus");

        // when
        var health = LuaSandbox.health(script, policy);

        // then
        assertThat(health)
                .isEqualTo(new Health(
                        expected.path("status").asText(),
                        expected.path("message").asText()));
    }

    @Test
    void each_policy_is_tried_and_its_file_is_named_after_its_health() throws IOException {
        // when
        var tried = tests().stream().map(test -> test.path("inputPath").asText());

        // then
        try (var files = Files.list(Shipped.ARGO_CD.resolve("testdata"))) {
            assertThat(tried)
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> "testdata/" + file.getFileName()).toList());
        }
        assertThat(tests())
                .allSatisfy(test -> assertThat(test.path("inputPath").asText())
                        .startsWith("testdata/"
                                + test.at("/healthStatus/status").asText().toLowerCase(Locale.ROOT)));
    }

    @Test
    void what_was_said_of_an_older_generation_counts_for_nothing() {
        assertThat(tests()).allSatisfy(test -> {
            var policy = (ObjectNode) Shipped.document(
                    Shipped.ARGO_CD.resolve(test.path("inputPath").asText()));
            ((ObjectNode) policy.get("metadata")).put("generation", 3);
            assertThat(LuaSandbox.health(script, policy).status()).isEqualTo("Progressing");
        });
    }

    @Test
    void the_config_map_of_argo_cd_is_given_this_script() {
        // given
        var settings = Shipped.document(Shipped.ARGO_CD.resolve("argocd-cm-patch.yaml"));

        // when
        var given = settings.path("data")
                .path("resource.customizations.health.webhook-isolation.io_WebhookIsolationPolicy");

        // then
        assertThat(given.asText())
                .as("copy health.lua into argocd-cm-patch.yaml")
                .isEqualTo(script);
    }
}
