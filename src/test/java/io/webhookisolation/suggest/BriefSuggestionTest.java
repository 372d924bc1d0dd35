package io.webhookisolation.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ServiceVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a status says, for the same clusters as {@code cases/suggest}. */
class BriefSuggestionTest {

    private static final String PRINT = "; to print it: webhook-isolation audit -n operators -o patch";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            flux-kustomization | by patches of a Flux Kustomization, in Kustomization flux-system/lws
            flux-helm-release | by post-renderer of a Flux HelmRelease, in HelmRelease flux-system/lws
            helm-4 | by Helm post-renderer, for release operators/lws
            kubectl-server-side | by kustomize component
            argo-cd-server-side | by Argo CD ignoreDifferences
            olm-0 | by note for the publisher of the ClusterServiceVersion lws.v0.7.0
            operator | by note: LwsOperator/cluster
            """)
    void says_where_a_label_is_to_be_added(String manager, String where) throws Exception {
        assertThat(of("label-present", manager))
                .isEqualTo("add app.kubernetes.io/name=lws to the selector " + where + PRINT);
    }

    @ParameterizedTest
    @CsvSource({"persons, json", "argo-cd-client-side, json", "kubectl-client-side, strategic"})
    void is_a_command_in_one_line_where_that_is_enough(String manager, String type) throws Exception {
        assertThat(of("label-present", manager))
                .startsWith("kubectl patch service/lws-webhook-service --namespace=operators --type=" + type)
                .contains("\"lws\"")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"persons", "helm-4", "kubectl-client-side"})
    void puts_the_label_before_the_selector(String manager) throws Exception {
        assertThat(of("label-missing", manager))
                .isEqualTo(
                        "label the Pod templates of Deployment/lws-controller-manager with app.kubernetes.io/name=lws,"
                                + " roll out, then narrow the selector" + PRINT);
    }

    @Test
    void says_why_only_namespaces_help() {
        assertThat(BriefSuggestion.of(verdict(Wanted.separation("hook", "they write the same labels"))))
                .contains("they write the same labels");
    }

    @Test
    void has_nothing_to_say_where_nothing_is_to_be_done() {
        assertThat(BriefSuggestion.of(verdict(Wanted.nothing("hook", "it is isolated"))))
                .isEmpty();
    }

    @Test
    void says_nothing_that_the_api_server_would_refuse() {
        var hostile = LabelSet.of("app", "$(reboot)");

        assertThat(BriefSuggestion.of(verdict(Wanted.narrow("hook", hostile)))).isEmpty();
    }

    @Test
    void is_left_out_rather_than_cut_off() {
        var longest = "x".repeat(BriefSuggestion.LONGEST);

        assertThat(BriefSuggestion.of(verdict(Wanted.separation("hook", longest))))
                .contains(longest);
        assertThat(BriefSuggestion.of(verdict(Wanted.separation("hook", longest + "x"))))
                .isEmpty();
    }

    private static ServiceVerdict verdict(Wanted wanted) {
        return wanted.verdict(Given.cluster().service("hook").snapshot());
    }

    private static String of(String situation, String manager) throws Exception {
        return Cluster.of(situation, manager).analysis().services().stream()
                .flatMap(verdict -> BriefSuggestion.of(verdict).stream())
                .findFirst()
                .orElseThrow();
    }
}
