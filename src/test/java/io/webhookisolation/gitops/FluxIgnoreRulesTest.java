package io.webhookisolation.gitops;

import static io.webhookisolation.gitops.Written.compared;
import static io.webhookisolation.gitops.Written.inCluster;
import static io.webhookisolation.gitops.Written.inGit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.convert.AppliedAnnotation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Flux is told to ignore: a Kustomization replaces it in what it applies, a HelmRelease leaves it out of comparisons. */
class FluxIgnoreRulesTest {

    private static final Path COMPONENTS = Shipped.FLUX.resolve("components.yaml");

    static List<JsonNode> ofTheKustomization() {
        return rules(Shipped.one(COMPONENTS, "Kustomization", "lws").at("/spec/ignore"));
    }

    static List<JsonNode> ofTheHelmRelease() {
        return rules(Shipped.one(COMPONENTS, "HelmRelease", "kueue").at("/spec/driftDetection/ignore"));
    }

    @ParameterizedTest
    @MethodSource({"ofTheKustomization", "ofTheHelmRelease"})
    void what_the_operator_wrote_is_no_drift(JsonNode rule) {
        // given
        var kind = rule.at("/target/kind").asText();

        // when
        var live = ignoring(rule, inCluster(kind));

        // then
        assertThat(live).isEqualTo(ignoring(rule, inGit(kind)));
        assertThat(compared(inCluster(kind))).isNotEqualTo(inGit(kind));
    }

    /** Flux replaces it by the live value, and to replace what is not there is an error that fails the whole Kustomization. */
    @ParameterizedTest
    @MethodSource("ofTheKustomization")
    void what_a_kustomization_ignores_is_there_in_git(JsonNode rule) {
        // given
        var manifest = inGit(rule.at("/target/kind").asText());

        // then
        assertThat(rule.path("paths"))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(manifest.at(path.asText()).isMissingNode())
                        .as(path.asText())
                        .isFalse());
    }

    @Test
    void a_kustomization_ignores_selectors_only_while_our_keys_stand() {
        assertThat(ofTheKustomization())
                .filteredOn(rule -> rule.at("/target/kind").asText().equals("Service"))
                .extracting(rule -> rule.at("/target/annotationSelector").asText())
                .containsExactly(AppliedAnnotation.NAME);
    }

    @Test
    void a_helm_release_still_sees_what_somebody_else_adds_to_a_selector() {
        // given
        var rule = ofTheHelmRelease().getFirst();
        var live = inCluster("Service");
        Written.labels(live, "/spec/selector").put("added-by", "somebody");

        // then
        assertThat(ignoring(rule, live)).isNotEqualTo(ignoring(rule, inGit("Service")));
    }

    private static JsonNode ignoring(JsonNode rule, JsonNode object) {
        var left = object.deepCopy();
        for (var path : rule.path("paths")) {
            var pointer = JsonPointer.compile(path.asText());
            if (left.at(pointer.head()) instanceof ObjectNode parent) {
                parent.remove(pointer.last().getMatchingProperty());
            }
        }
        return compared(left);
    }

    private static List<JsonNode> rules(JsonNode rules) {
        return StreamSupport.stream(rules.spliterator(), false).toList();
    }
}
