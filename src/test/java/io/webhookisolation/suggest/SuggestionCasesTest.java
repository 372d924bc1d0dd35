package io.webhookisolation.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.format.PatchFormat;
import io.webhookisolation.model.ServiceClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cluster for each manager, and what {@code audit -o patch} says of it; {@code <manager>.patch} is the expectation. */
class SuggestionCasesTest {

    private static final Path CASES = Path.of("src/test/resources/cases/suggest");

    record Case(String situation, String manager) {

        Cluster cluster() throws IOException {
            return Cluster.of(situation, manager);
        }

        Path expectation() {
            return CASES.resolve(situation).resolve(manager + ".patch");
        }

        @Override
        public String toString() {
            return situation + "/" + manager;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (var files = Files.walk(CASES)) {
            return files
                    .map(file -> CASES.relativize(file).toString().replace(".patch", ""))
                    .filter(file -> !file.contains("."))
                    .map(file -> file.split("/", 2))
                    .filter(names -> names.length == 2)
                    .map(names -> new Case(names[0], names[1]))
                    .sorted(Comparator.comparing(Case::toString))
                    .toList()
                    .stream();
        }
    }

    static Stream<Case> changing() throws IOException {
        return cases().filter(each -> !each.manager().equals("operator"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void is_said_as_expected(Case given) throws Exception {
        var suggestions = given.cluster().suggestions();

        var text = new PatchFormat().print(suggestions);

        assertThat(text).isEqualTo(Files.readString(given.expectation()));
    }

    /**
     * Where the real tool can be had, {@code RealToolsIT} applies it by that; for Argo CD, Flux and OLM this is all: the
     * semantics of their documentation, in our own words.
     */
    @ParameterizedTest
    @MethodSource("changing")
    void isolates_the_service_by_the_documented_semantics(Case given) throws Exception {
        var cluster = given.cluster();
        assertThat(cluster.classes()).containsExactly(ServiceClass.ISOLATED, ServiceClass.EFFECTIVE_OVERLAP);

        for (var suggestion : cluster.suggestions()) {
            new Application(cluster).of(suggestion);
        }

        assertThat(cluster.classes()).containsOnly(ServiceClass.ISOLATED);
        assertThat(cluster.suggestions()).isEmpty();
    }

    @Test
    void there_is_a_case_for_each_form_that_a_cluster_can_have() throws Exception {
        var forms = new TreeSet<Form>();
        for (var given : cases().toList()) {
            given.cluster().suggestions().forEach(suggestion -> forms.add(suggestion.form()));
        }

        assertThat(forms)
                .containsExactlyElementsOf(Stream.of(Form.values())
                        .filter(form -> form != Form.DIFF)
                        .toList());
    }
}
