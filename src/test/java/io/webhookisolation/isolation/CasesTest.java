package io.webhookisolation.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.manifest.ManifestInput;
import io.webhookisolation.manifest.ManifestLimits;
import io.webhookisolation.manifest.ManifestReader;
import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.Repair;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.WorkloadVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * One folder for each case: {@code README.md} says in a line what it shows, {@code given-*.yaml} are the manifests, all
 * assumed in namespace {@code operators}, and {@code expect.yaml} is the verdict.
 *
 * <p>A folder with {@code served.yaml} is a cluster: the manifests were applied there, and that file says what its Pods
 * answer.
 */
class CasesTest {

    private static final Path CASES = Path.of("src/test/resources/cases/isolation");

    @ParameterizedTest
    @MethodSource("cases")
    void theVerdictIsAsExpected(Path folder) throws Exception {
        var snapshot = isLive(folder) ? ofCluster(folder) : ofFiles(folder);

        var analysis = IsolationAnalysis.analyse(snapshot, Policy.DEFAULT_LABEL_KEYS, GrownCluster.NOW);

        assertThat(rendered(analysis)).isEqualTo(expected(folder));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyFileHasAPurpose(Path folder) throws Exception {
        assertThat(names(folder))
                .contains("README.md", "expect.yaml")
                .allSatisfy(name ->
                        assertThat(name).matches("README\\.md|expect\\.yaml|served\\.yaml|given-[a-z-]+\\.yaml"));
        assertThat(Files.readAllLines(folder.resolve("README.md"))).hasSize(1);
        assertThat(given(folder)).isNotEmpty();
    }

    @Test
    void thereAreCases() throws Exception {
        assertThat(cases()).hasSizeGreaterThan(20);
    }

    static Stream<Path> cases() throws IOException {
        try (var folders = Files.list(CASES)) {
            return folders.sorted().toList().stream();
        }
    }

    private static boolean isLive(Path folder) {
        return Files.exists(folder.resolve("served.yaml"));
    }

    private static Snapshot ofCluster(Path folder) throws IOException {
        var manifests = new ArrayList<String>();
        for (var name : names(folder)) {
            if (name.startsWith("given-")) {
                manifests.add(Files.readString(folder.resolve(name)));
            }
        }
        return GrownCluster.of(String.join("---\n", manifests), Files.readString(folder.resolve("served.yaml")));
    }

    private static Snapshot ofFiles(Path folder) throws Exception {
        return new ManifestReader(ManifestLimits.DEFAULT)
                .read(given(folder), Growth.NAMESPACE)
                .snapshot();
    }

    private static List<ManifestInput> given(Path folder) throws IOException {
        return names(folder).stream()
                .filter(name -> name.startsWith("given-"))
                .<ManifestInput>map(name -> new ManifestInput.AtPath(folder.resolve(name)))
                .toList();
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Object expected(Path folder) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(folder.resolve("expect.yaml")));
    }

    private static Map<String, Object> rendered(Analysis analysis) {
        return Map.of(
                "services",
                        analysis.services().stream().map(CasesTest::rendered).toList(),
                "findings",
                        analysis.findings().stream().map(CasesTest::rendered).toList());
    }

    private static Map<String, Object> rendered(ServiceVerdict verdict) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", verdict.reference().name());
        fields.put("class", verdict.serviceClass().reason());
        fields.put("owners", names(verdict.owners()));
        fields.put("foreign", names(verdict.foreign()));
        fields.put("unknown", names(verdict.unknown()));
        fields.put("repair", rendered(verdict.repair()));
        if (!verdict.repair().templateLabels().isEmpty()) {
            var labels = new TreeMap<String, String>();
            verdict.repair().templateLabels().forEach((workload, label) -> labels.put(workload, label.toString()));
            fields.put("templateLabels", labels);
        }
        return fields;
    }

    private static String rendered(Repair repair) {
        return (repair.kind().reason() + " " + repair.addLabels()).strip();
    }

    private static String rendered(Finding finding) {
        return finding.code() + " " + finding.severity().word() + " "
                + finding.object().kindAndName();
    }

    private static List<String> names(List<WorkloadVerdict> workloads) {
        return workloads.stream()
                .map(workload -> workload.workload().kindAndName())
                .toList();
    }
}
