package io.webhookisolation.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.manifest.ManifestInput;
import io.webhookisolation.manifest.ManifestLimits;
import io.webhookisolation.manifest.ManifestReader;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.WorkloadVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/operations/upstream-issue.md} tells people to run. */
class UpstreamIssuePageTest {

    private static final Path PAGE = Path.of("docs/operations/upstream-issue.md");
    private static final Path RELEASE = Path.of("src/test/resources/cases/isolation/founding-case/given-alpha.yaml");

    @Test
    void theNeighbourOfThePageShowsTheOverlapOfAScaffoldedRelease(@TempDir Path folder) throws Exception {
        // given
        var text = Files.readString(PAGE);
        var neighbour = text.substring(text.indexOf("```yaml\n") + "```yaml\n".length());
        var file =
                Files.writeString(folder.resolve("neighbour.yaml"), neighbour.substring(0, neighbour.indexOf("```")));

        // when
        var manifests = new ManifestReader(ManifestLimits.DEFAULT)
                .read(List.of(new ManifestInput.AtPath(RELEASE), new ManifestInput.AtPath(file)), "shared");
        var analysis = IsolationAnalysis.analyse(manifests.snapshot(), Policy.DEFAULT_LABEL_KEYS, GrownCluster.NOW);

        // then
        assertThat(analysis.findings()).extracting(finding -> finding.code()).contains(FindingCode.WI101);
        assertThat(analysis.services().getFirst().foreign())
                .extracting(WorkloadVerdict::workload)
                .extracting(workload -> workload.name())
                .containsExactly("neighbour-controller-manager");
    }
}
