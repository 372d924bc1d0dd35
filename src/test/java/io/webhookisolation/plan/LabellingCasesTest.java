package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.isolation.GrownCluster;
import io.webhookisolation.isolation.IsolationAnalysis;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServicePlan;
import io.webhookisolation.model.ServiceUsers;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * One folder for each case of {@code workloadLabels: WhenNeeded}: {@code README.md} says in a line what it shows,
 * {@code given-*.yaml} was applied to a cluster, {@code served.yaml} says what its Pods answer, and {@code expect.yaml}
 * what becomes of {@code alpha-webhook-service}.
 */
class LabellingCasesTest {

    private static final Path CASES = Path.of("src/test/resources/cases/labelling");
    private static final Policy WHEN_NEEDED = Policies.labelling(Scene.policy("webhooks", Mode.ENFORCE));

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsDoneIsAsExpected(Path folder) throws Exception {
        var snapshot = snapshot(folder);
        var analysis = IsolationAnalysis.analyse(snapshot, Policy.DEFAULT_LABEL_KEYS, GrownCluster.NOW);

        var plan =
                Planner.plan(new PlanRequest(WHEN_NEEDED, List.of(), snapshot, analysis, Map.of(), GrownCluster.NOW));

        assertThat(rendered(plan.services().getFirst())).isEqualTo(expected(folder));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyFileHasAPurpose(Path folder) throws Exception {
        assertThat(names(folder))
                .contains("README.md", "expect.yaml", "served.yaml", "given-alpha.yaml")
                .allSatisfy(name ->
                        assertThat(name).matches("README\\.md|expect\\.yaml|served\\.yaml|given-[a-z-]+\\.yaml"));
        assertThat(Files.readAllLines(folder.resolve("README.md"))).hasSize(1);
    }

    @Test
    void thereAreCases() throws Exception {
        assertThat(cases()).hasSizeGreaterThan(10);
    }

    static Stream<Path> cases() throws IOException {
        try (var folders = Files.list(CASES)) {
            return folders.sorted().toList().stream();
        }
    }

    /** Each Pod was asked twice, as a proof needs it, and all other users are known. */
    private static Snapshot snapshot(Path folder) throws IOException {
        var manifests = new ArrayList<String>();
        for (var name : names(folder)) {
            if (name.startsWith("given-")) {
                manifests.add(Files.readString(folder.resolve(name)));
            }
        }
        var seen = GrownCluster.of(String.join("---\n", manifests), Files.readString(folder.resolve("served.yaml")));
        var users =
                seen.services().stream().collect(Collectors.toMap(Service::reference, service -> ServiceUsers.NONE));
        var probes = seen.probes().values().stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(ProbeResult::target, LabellingCasesTest::twice));
        return seen.withUsers(users).withProbes(probes);
    }

    private static List<ProbeResult> twice(ProbeResult last) {
        var before = last.at().minus(Duration.ofMinutes(1));
        return List.of(new ProbeResult(last.target(), before, last.took(), last.outcome()), last);
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Object expected(Path folder) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(folder.resolve("expect.yaml")));
    }

    private static Map<String, Object> rendered(ServicePlan plan) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("state", plan.state().reason());
        fields.put(
                "steps", plan.steps().stream().map(LabellingCasesTest::rendered).toList());
        fields.put(
                "refused",
                plan.refusals().stream().map(LabellingCasesTest::rendered).toList());
        return fields;
    }

    private static String rendered(Refusal refusal) {
        return refusal.predicate() + ": " + refusal.sentence();
    }

    private static String rendered(Step step) {
        return switch (step) {
            case Step.NarrowSelector narrow -> "narrow " + narrow.service().name() + " by " + narrow.add();
            case Step.LabelTemplate label -> "label " + label.workload().kindAndName() + " with " + label.add();
            default -> step.toString();
        };
    }
}
