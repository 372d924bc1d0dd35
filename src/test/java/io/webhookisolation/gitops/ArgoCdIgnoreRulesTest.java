package io.webhookisolation.gitops;

import static io.webhookisolation.gitops.Written.compared;
import static io.webhookisolation.gitops.Written.inCluster;
import static io.webhookisolation.gitops.Written.inGit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.convert.AppliedAnnotation;
import io.webhookisolation.trust.Consent;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

/** What Argo CD is told to ignore is what the operator wrote, and nothing beside it. */
class ArgoCdIgnoreRulesTest {

    private static final String PREFIX = "resource.customizations.ignoreDifferences.";

    /** The rules for every Application, and those of one. */
    static List<ArgumentSet> rules() {
        var everywhere = forEveryApplication().entrySet().stream()
                .map(rule -> argumentSet("argocd-cm " + rule.getKey(), rule.getKey(), rule.getValue()));
        var rules = Shipped.one(Shipped.ARGO_CD.resolve("application.yaml"), "Application", "lws")
                .at("/spec/ignoreDifferences");
        var here = StreamSupport.stream(rules.spliterator(), false)
                .map(rule -> argumentSet(
                        "Application " + rule.path("kind").asText(),
                        rule.path("kind").asText(),
                        paths(rule)));
        return Stream.concat(everywhere, here).toList();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void what_the_operator_wrote_is_no_difference(String kind, List<String> paths) {
        assertThat(ignoring(paths, inCluster(kind))).isEqualTo(ignoring(paths, inGit(kind)));
        assertThat(compared(inCluster(kind))).isNotEqualTo(inGit(kind));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void where_nothing_says_that_it_is_ours_nothing_is_ignored(String kind, List<String> paths) {
        // given
        var foreign = inCluster(kind);
        ((ObjectNode) foreign.get("metadata")).remove("annotations");

        // when
        var left = ignoring(paths, foreign);

        // then
        assertThat(left).isEqualTo(foreign);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void what_somebody_else_changed_as_well_is_still_a_difference(String kind, List<String> paths) {
        // given
        var live = inCluster(kind);
        switch (kind) {
            case "Service" -> Written.labels(live, "/spec/selector").put("added-by", "somebody");
            case "Deployment" ->
                Written.labels(live, "/spec/template/metadata/labels").put("added-by", "somebody");
            default -> live.findParents("caBundle").forEach(part -> ((ObjectNode) part).put("added-by", "somebody"));
        }

        // when
        var left = ignoring(paths, live);

        // then
        assertThat(left).isNotEqualTo(ignoring(paths, inGit(kind)));
        assertThat(left.toString()).contains("somebody");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_record_that_cannot_be_read_hides_nothing(String kind, List<String> paths) {
        // given
        var live = inCluster(kind);
        ((ObjectNode) live.get("metadata")).putObject("annotations").put(AppliedAnnotation.NAME, "{");

        // when
        var left = ignoring(paths, live);

        // then
        assertThat(left).isEqualTo(compared(live));
    }

    /** The page on GitOps says so: the annotation has to go by then. */
    @Test
    void keys_that_git_has_too_are_a_difference_until_they_are_handed_over() {
        // given
        var inGit = inGit("Service");
        Written.labels(inGit, "/spec/selector").setAll(Written.labels(inCluster("Service"), "/spec/selector"));
        var paths = Objects.requireNonNull(forEveryApplication().get("Service"));

        // then
        assertThat(ignoring(paths, inCluster("Service"))).isNotEqualTo(ignoring(paths, inGit));
        assertThat(ignoring(paths, compared(inCluster("Service")))).isEqualTo(ignoring(paths, inGit));
    }

    @Test
    void each_kind_that_the_operator_writes_has_a_rule_for_every_application() {
        assertThat(forEveryApplication().keySet()).isEqualTo(Written.IN_GIT.keySet());
        assertThat(forEveryApplication().values().stream().flatMap(List::stream))
                .allMatch(path -> path.contains('"' + AppliedAnnotation.NAME + '"')
                        || path.contains('"' + Consent.ANNOTATION + '"'));
    }

    @Test
    void syncs_keep_what_comparisons_ignore() {
        assertThat(Shipped.one(Shipped.ARGO_CD.resolve("application.yaml"), "Application", "lws")
                        .at("/spec/syncPolicy/syncOptions"))
                .extracting(JsonNode::asText)
                .contains("RespectIgnoreDifferences=true");
    }

    private static SortedMap<String, List<String>> forEveryApplication() {
        var settings = Shipped.document(Shipped.ARGO_CD.resolve("argocd-cm-patch.yaml"))
                .path("data");
        var byKind = new TreeMap<String, List<String>>();
        settings.properties().forEach(setting -> {
            if (setting.getKey().startsWith(PREFIX)) {
                byKind.put(
                        setting.getKey().replaceFirst(".*[._]", ""),
                        paths(Shipped.yaml(setting.getValue().asText())));
            }
        });
        return byKind;
    }

    private static JsonNode ignoring(List<String> paths, JsonNode object) {
        var left = object;
        for (var path : paths) {
            left = Jq.without(path, left);
        }
        return compared(left);
    }

    private static List<String> paths(JsonNode rule) {
        return StreamSupport.stream(rule.path("jqPathExpressions").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
