package io.webhookisolation.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.fixture.model.Origins;
import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Provenance;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which Services share a suggestion: those of one installation, where its manager takes only one. */
class InstallationsTest {

    private static final LabelSet ONE = LabelSet.of("app", "one");
    private static final String FILE = "-";

    @Test
    void services_that_nobody_manages_are_patched_one_by_one() {
        var world = Given.cluster().service("hook").service("metrics");

        assertThat(suggest(world))
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.form()).isEqualTo(Form.JSON_PATCH));
    }

    @Test
    void a_release_has_one_post_renderer() {
        var suggestions = suggest(rendered(chart("alpha"), chart("alpha")));

        assertThat(suggestions).singleElement().satisfies(shared -> {
            assertThat(shared.form()).isEqualTo(Form.HELM_POST_RENDERER);
            assertThat(shared.subjects()).hasSize(2);
        });
    }

    @Test
    void two_releases_have_two() {
        var suggestions = suggest(rendered(chart("alpha"), chart("beta")));

        assertThat(suggestions).hasSize(2);
        assertThat(upgrade(suggestions.getFirst())).contains("helm upgrade alpha CHART");
        assertThat(upgrade(suggestions.getLast())).contains("helm upgrade beta CHART");
    }

    @Test
    void a_chart_within_a_chart_is_upgraded_with_it() {
        var suggestions = suggest(rendered(chart("alpha"), chart("alpha/charts/beta")));

        assertThat(suggestions).hasSize(1);
    }

    @Test
    void a_release_that_is_known_goes_before_the_name_of_the_chart() {
        var released = new Provenance(
                "",
                Optional.of("operators/mine"),
                Optional.of("alpha"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(suggest(rendered(released, released)))
                .singleElement()
                .satisfies(shared -> assertThat(upgrade(shared)).contains("helm upgrade mine CHART"));
    }

    @Test
    void what_no_chart_rendered_gets_a_component_each() {
        var suggestions = suggest(rendered(Provenance.NONE, Origins.release("mine")));

        assertThat(suggestions)
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.form()).isEqualTo(Form.KUSTOMIZE_COMPONENT));
    }

    @Test
    void two_files_may_hold_one_service_twice() {
        var world = Given.manifests()
                .service("hook", service -> service.at("one.yaml", 1))
                .service("hook", service -> service.at("other.yaml", 1))
                .snapshot();
        var verdicts = world.services().stream()
                .map(service -> Wanted.narrow("hook", ONE).verdict(world.withServices(List.of(service))))
                .toList();

        var suggestions = Suggestions.of(world, new Analysis(verdicts, List.of()), Manifests.NONE);

        assertThat(suggestions).hasSize(2);
    }

    private static Given rendered(Provenance hook, Provenance metrics) {
        return Given.manifests()
                .service("hook", service -> service.at(FILE, 1).from(hook))
                .service("metrics", service -> service.at(FILE, 9).from(metrics));
    }

    private static Provenance chart(String name) {
        return new Provenance(
                name, Optional.empty(), Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static List<Suggestion> suggest(Given world) {
        return Wanted.suggestions(
                world.snapshot(), Manifests.NONE, Wanted.narrow("hook", ONE), Wanted.narrow("metrics", ONE));
    }

    private static String upgrade(Suggestion suggestion) {
        return ((Part.Note) suggestion.parts().getLast()).text();
    }
}
