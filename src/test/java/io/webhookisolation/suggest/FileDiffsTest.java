package io.webhookisolation.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.LabelPlace;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a diff of audited files says, and when there can be none. */
class FileDiffsTest {

    private static final LabelSet ONE = LabelSet.of("app", "one");

    /** Its objects stand in the lines below. */
    private static final String TWO_SERVICES = """
            apiVersion: v1
            kind: Service
            metadata: {name: hook}
            spec:
              selector:
                scaffold: web # ours
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: metrics}
            spec: {selector: {scaffold: web}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: owner}
            spec:
              template:
                metadata:
                  labels:
                    scaffold: web
            """;

    private static final int HOOK = 1;
    private static final int METRICS = 8;
    private static final int OWNER = 13;

    @TempDir
    private Path scratch;

    private ManifestFolder folder;
    private String file;

    @BeforeEach
    void write() throws Exception {
        folder = new ManifestFolder(scratch);
        file = folder.write("all.yaml", TWO_SERVICES);
    }

    @Test
    void a_label_follows_the_last_one_of_its_map_and_what_is_said_of_that() {
        var suggestion = suggest(Wanted.narrow("hook", ONE)).getFirst();

        assertThat(suggestion.form()).isEqualTo(Form.DIFF);
        assertThat(suggestion.parts()).containsExactly(new Part.Diff("patch -p1, or git apply", """
                        --- a/all.yaml
                        +++ b/all.yaml
                        @@ -4,6 +4,7 @@
                         spec:
                           selector:
                             scaffold: web # ours
                        +    app: one
                         ---
                         apiVersion: v1
                         kind: Service
                        """, false));
    }

    @Test
    void the_template_is_labelled_first_and_the_selector_narrowed_only_later() {
        var parts = suggest(Wanted.label("hook", ONE).owner("owner")).getFirst().parts();

        assertThat(parts).hasSize(2).allSatisfy(part -> assertThat(part).isInstanceOf(Part.Diff.class));
        var first = (Part.Diff) parts.getFirst();
        var then = (Part.Diff) parts.getLast();
        assertThat(first.later()).isFalse();
        assertThat(first.instruction()).startsWith("first: patch");
        assertThat(added(first)).containsExactly("+        app: one");
        assertThat(then.later()).isTrue();
        assertThat(then.instruction()).contains("not before", "run audit again");
        assertThat(added(then)).containsExactly("+    app: one");
    }

    @Test
    void a_later_diff_starts_from_what_the_ones_before_it_leave() {
        var suggestions = suggest(Wanted.narrow("hook", ONE), Wanted.narrow("metrics", ONE));

        assertThat(suggestions).hasSize(2);
        assertThat(diff(suggestions.getLast()).text()).isEqualTo("""
                --- a/all.yaml
                +++ b/all.yaml
                @@ -9,7 +9,7 @@
                 apiVersion: v1
                 kind: Service
                 metadata: {name: metrics}
                -spec: {selector: {scaffold: web}}
                +spec: {selector: {scaffold: web, app: one}}
                 ---
                 apiVersion: apps/v1
                 kind: Deployment
                """);
    }

    @Test
    void a_template_of_two_services_is_labelled_once() throws Exception {
        var other = folder.write("other.yaml", """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: other}
                spec: {template: {metadata: {labels: {scaffold: web}}}}
                """);
        var world = world(UnaryOperator.identity()).workload("StatefulSet", "other", draft -> draft.at(other, 1));

        var suggestions = Wanted.suggestions(
                world.snapshot(),
                folder,
                Wanted.label("hook", ONE).owner("owner").owner("other"),
                Wanted.label("metrics", ONE).owner("owner"));

        assertThat(suggestions).hasSize(2);
        assertThat(diff(suggestions.getFirst()).text())
                .as("both files in one diff")
                .containsSubsequence(
                        "+++ b/all.yaml",
                        "+        app: one",
                        "+++ b/other.yaml",
                        "+spec: {template: {metadata: {labels: {scaffold: web, app: one}}}}");
        var second = suggestions.getLast().parts();
        assertThat(second.getFirst())
                .isInstanceOfSatisfying(
                        Part.Note.class,
                        note -> assertThat(note.instruction()).endsWith("the diff for that stands above"));
        assertThat(added((Part.Diff) second.getLast())).containsExactly("+spec: {selector: {scaffold: web, app: one}}");
    }

    @Test
    void json_stays_json() throws Exception {
        var json = folder.write("hook.json", "{\n\"spec\": {\"selector\": {\"scaffold\": \"web\"}}}\n");
        var world = Given.manifests().service("hook", service -> service.at(json, 2));

        var suggestions = Wanted.suggestions(
                world.snapshot(),
                folder,
                Wanted.narrow("hook", LabelSet.of("a", "b").plus(ONE)));

        assertThat(added(diff(suggestions.getFirst())))
                .containsExactly("+\"spec\": {\"selector\": {\"scaffold\": \"web\", \"a\": \"b\", \"app\": \"one\"}}}");
    }

    @Test
    void a_file_elsewhere_is_patched_from_where_its_name_starts() {
        folder = new ManifestFolder(scratch, "/srv");

        assertThat(diff(suggest(Wanted.narrow("hook", ONE)).getFirst()).instruction())
                .isEqualTo("patch -p1 -d /srv");
    }

    @Test
    void a_map_that_an_alias_repeats_is_patched_by_a_component() throws Exception {
        file = folder.write("all.yaml", TWO_SERVICES.replace("  selector:\n", "  selector: &both\n"));

        var suggestions =
                suggest(Wanted.narrow("hook", ONE), Wanted.label("metrics", ONE).owner("owner"));

        assertThat(suggestions).extracting(Suggestion::form).containsExactly(Form.KUSTOMIZE_COMPONENT, Form.DIFF);
    }

    @Test
    void one_map_without_a_place_is_enough_to_leave_the_files_alone() throws Exception {
        file = folder.write("all.yaml", TWO_SERVICES.replace("labels:\n", "labels: &both\n"));

        assertThat(suggest(Wanted.label("hook", ONE).owner("owner")))
                .extracting(Suggestion::form)
                .containsExactly(Form.KUSTOMIZE_COMPONENT);
    }

    @Test
    void a_file_that_no_diff_can_name_is_patched_by_a_component() {
        var unnameable = new Manifests() {
            @Override
            public Optional<FileText> text(String name) {
                return Optional.empty();
            }

            @Override
            public Optional<LabelPlace> place(Source object, List<String> path) {
                return folder.place(object, path);
            }
        };

        var suggestions =
                Wanted.suggestions(world(UnaryOperator.identity()).snapshot(), unnameable, Wanted.narrow("hook", ONE));

        assertThat(suggestions).extracting(Suggestion::form).containsExactly(Form.KUSTOMIZE_COMPONENT);
    }

    @Test
    void what_a_chart_rendered_comes_back_unless_its_template_is_changed_too() {
        var rendered = new Provenance(
                "alpha", Optional.empty(), Optional.of("alpha"), Optional.empty(), Optional.empty(), Optional.empty());
        var plain = world(UnaryOperator.identity()).snapshot();
        var ofChart = world(given -> given.service(
                        "rendered", service -> service.at(file, HOOK).from(rendered)))
                .snapshot();

        assertThat(Wanted.suggestions(ofChart, folder, Wanted.narrow("rendered", ONE))
                        .getFirst()
                        .needs())
                .singleElement()
                .asString()
                .startsWith("chart alpha rendered the file");
        assertThat(Wanted.suggestions(ofChart, Manifests.NONE, Wanted.narrow("rendered", ONE))
                        .getFirst()
                        .needs())
                .as("a post-renderer does it with each upgrade")
                .isEmpty();
        assertThat(Wanted.suggestions(plain, folder, Wanted.narrow("hook", ONE))
                        .getFirst()
                        .needs())
                .isEmpty();
    }

    private Given world(UnaryOperator<Given> more) {
        return more.apply(Given.manifests()
                .service("hook", service -> service.at(file, HOOK))
                .service("metrics", service -> service.at(file, METRICS))
                .deployment("owner", workload -> workload.at(file, OWNER)));
    }

    private List<Suggestion> suggest(Wanted... wanted) {
        return Wanted.suggestions(world(UnaryOperator.identity()).snapshot(), folder, wanted);
    }

    private static Part.Diff diff(Suggestion suggestion) {
        return (Part.Diff) suggestion.parts().getFirst();
    }

    private static List<String> added(Part.Diff diff) {
        return diff.text()
                .lines()
                .filter(line -> line.startsWith("+") && !line.startsWith("+++"))
                .toList();
    }
}
