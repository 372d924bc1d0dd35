package io.webhookisolation.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.scenario.ControlPlane;
import io.webhookisolation.scenario.Once;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each policy of {@code deploy/examples} is taken by the API server as it stands there, and is told of in the list. */
@OnControlPlane
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("deploy", "examples");
    private static final Pattern LINK = Pattern.compile("\\(([^)/]+\\.yaml)\\)");

    private final KubernetesClient client;
    private final String namespace;

    ExamplesTest(ControlPlane plane, TestNamespace namespace) {
        this.client = Once.of(plane.client());
        this.namespace = namespace.name();
    }

    @Test
    void theApiServerTakesEachOfThemWholeWithNoFieldThatItDoesNotKnow() throws IOException {
        for (var example : examples()) {
            // given
            var policies = Base.documents(EXAMPLES.resolve(example)).toList();

            // when
            policies.forEach(this::create);

            // then
            assertThat(policies).as(example).isNotEmpty().allSatisfy(this::stands);
            client.resources(WebhookIsolationPolicy.class)
                    .inNamespace(namespace)
                    .delete();
        }
    }

    @Test
    void theyAreNumberedWithoutAGapAndToldOfInThisOrder() throws IOException {
        // given
        var links = LINK.matcher(Files.readString(EXAMPLES.resolve("README.md")));

        // then
        assertThat(links.results().map(MatchResult::group).map(link -> link.substring(1, link.length() - 1)))
                .containsExactlyElementsOf(examples());
        assertThat(examples())
                .hasSize(9)
                .extracting(example -> example.substring(0, 3))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, examples().size())
                        .mapToObj("%02d-"::formatted)
                        .toList());
    }

    @Test
    void eachBeginsWithItsStory() throws IOException {
        for (var example : examples()) {
            assertThat(Files.readString(EXAMPLES.resolve(example))).as(example).startsWith("# ");
        }
    }

    private void create(JsonNode policy) {
        var resource = Serialization.unmarshal(policy.toString(), GenericKubernetesResource.class);
        assertThat(resource.getMetadata().getNamespace()).isEqualTo("operators");
        resource.getMetadata().setNamespace(namespace);
        client.resource(resource).fieldValidation(Validation.STRICT).create();
    }

    /** Whatever the file says is there; defaults come to it. */
    private void stands(JsonNode policy) {
        var live = client.genericKubernetesResources(
                        policy.get("apiVersion").asText(), policy.get("kind").asText())
                .inNamespace(namespace)
                .withName(policy.at("/metadata/name").asText())
                .get();
        var spec = Serialization.unmarshal(Serialization.asJson(live), JsonNode.class)
                .path("spec");
        holds(policy.path("spec"), spec);
    }

    private static void holds(JsonNode said, JsonNode live) {
        if (said.isObject()) {
            said.properties().forEach(field -> holds(field.getValue(), live.path(field.getKey())));
        } else {
            assertThat(live).isEqualTo(said);
        }
    }

    private static List<String> examples() throws IOException {
        try (var files = Files.list(EXAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
