package io.webhookisolation.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.manifest.ManifestInput;
import io.webhookisolation.manifest.ManifestLimits;
import io.webhookisolation.manifest.ManifestReader;
import io.webhookisolation.model.Clash;
import io.webhookisolation.model.Policy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One sentence per pair of components that cannot share a namespace; the folders are those of {@link CasesTest}. */
class ClashesTest {

    private static final Path CASES = Path.of("src/test/resources/cases/isolation");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            one-file-marked-in-part | Service alpha-webhook-service also reaches Deployment/beta-controller-manager (add app.kubernetes.io/name=alpha-webhook to its selector)
            founding-case | Service alpha-webhook-service also reaches Deployment/beta-controller-manager (add app.kubernetes.io/name=alpha to its selector)
            shared-secret-name-in-files | both serve what is in Secret webhook-server-cert (give one of them a Secret of its own)
            name-claimed-twice | both claim Service webhook-service (give one of them another name or prefix); both claim, in whatever namespaces, ValidatingWebhookConfiguration validating (give one of them another name or prefix)
            cluster-scoped-names-claimed-twice | both claim ServiceAccount controller-manager (give one of them another name or prefix); both claim, in whatever namespaces, ClusterRole manager-role, ClusterRoleBinding manager-rolebinding (give one of them another name or prefix)
            """)
    void a_sentence_says_who_why_and_what_to_change(String folder, String reason) throws Exception {
        var clashes = clashes(folder, Growth.NAMESPACE);

        assertThat(clashes)
                .extracting(Clash::sentence)
                .containsExactly("%s and %s cannot share a namespace: %s"
                        .formatted(party(folder, "alpha"), party(folder, "beta"), reason));
    }

    @ParameterizedTest
    @CsvSource({"same-definition-in-two-components", "precise-selector", "two-deployments-of-one-component"})
    void components_that_get_on_with_each_other_have_none(String folder) throws Exception {
        assertThat(clashes(folder, Growth.NAMESPACE)).isEmpty();
    }

    @Test
    void in_namespaces_of_their_own_only_cluster_scoped_names_are_in_the_way() throws Exception {
        var clashes = clashes("name-claimed-twice", "");

        assertThat(clashes)
                .extracting(Clash::sentence)
                .singleElement()
                .asString()
                .contains("ValidatingWebhookConfiguration validating")
                .doesNotContain("Service webhook-service");
    }

    private static List<Clash> clashes(String folder, String namespace) throws Exception {
        var input = new ManifestInput.AtPath(CASES.resolve(folder));
        var snapshot = new ManifestReader(ManifestLimits.DEFAULT)
                .read(List.of(input), namespace)
                .snapshot();
        return IsolationAnalysis.analyse(snapshot, Policy.DEFAULT_LABEL_KEYS, GrownCluster.NOW)
                .clashes();
    }

    private static String party(String folder, String name) {
        var file = CASES.resolve(folder).resolve("given-" + name + ".yaml");
        return "given-" + name + " (" + file + ")";
    }
}
