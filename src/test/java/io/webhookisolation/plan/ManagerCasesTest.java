package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.webhookisolation.convert.ServiceConversion;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.SelectorManager;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * One folder for each way in which a Service is managed: {@code given-service.yaml} as the API server shows it, with its
 * {@code managedFields}; {@code expect.yaml} says who is recognised, and where the founding case then ends.
 */
class ManagerCasesTest {

    private static final Path CASES = Path.of("src/test/resources/cases/managers");

    @ParameterizedTest
    @MethodSource("cases")
    void theManagerIsRecognisedAndDecidesWhetherTheSelectorIsWritten(Path folder) throws Exception {
        var manager = service(folder).manager();

        assertThat(rendered(manager, scene(manager).servicePlan().state())).isEqualTo(expected(folder));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whoeverItIsAPolicyMayOverrideHim(Path folder) throws Exception {
        var scene = scene(service(folder).manager());
        scene.policy = Policies.overriding();

        assertThat(scene.servicePlan().state()).isEqualTo(SelectorState.APPLIED);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyFileHasAPurpose(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("README.md", "given-service.yaml", "expect.yaml");
        }
        assertThat(Files.readAllLines(folder.resolve("README.md"))).hasSize(1);
    }

    @Test
    void thereAreCases() throws Exception {
        assertThat(cases()).hasSizeGreaterThan(30);
    }

    static Stream<Path> cases() throws IOException {
        try (var folders = Files.list(CASES)) {
            return folders.sorted().toList().stream();
        }
    }

    private static Scene scene(SelectorManager manager) {
        var scene = Scene.founding();
        scene.manager = manager;
        return scene;
    }

    private static Service service(Path folder) throws IOException {
        var object = Serialization.unmarshal(
                Files.readString(folder.resolve("given-service.yaml")), io.fabric8.kubernetes.api.model.Service.class);
        return ServiceConversion.toModel(object, Source.CLUSTER, Provenance.NONE);
    }

    private static Map<String, Object> rendered(SelectorManager manager, SelectorState state) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("manager", manager.name());
        fields.put("kind", manager.kind().name());
        fields.put("detail", manager.detail());
        fields.put("state", state.reason());
        return fields;
    }

    private static Object expected(Path folder) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(folder.resolve("expect.yaml")));
    }
}
