package io.webhookisolation.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

    private static final LabelSet ONE = LabelSet.of("app", "one");
    private static final LabelSet OTHER = LabelSet.of("app", "other");

    private final Given world = Given.cluster()
            .webhookService("hook", service -> service.selects("scaffold", "yes"))
            .webhookService("metrics", service -> service.selects("scaffold", "yes"))
            .deployment("owner", workload -> workload.label("scaffold", "yes"));

    @Test
    void two_services_whose_template_needs_the_same_label_share_a_suggestion() {
        // when
        var suggestions = suggest(
                world.snapshot(),
                Wanted.label("hook", ONE).owner("owner"),
                Wanted.label("metrics", ONE).owner("owner"));

        // then
        assertThat(suggestions).singleElement().satisfies(shared -> {
            assertThat(shared.subjects()).hasSize(2);
            assertThat(command(shared)).containsOnlyOnce("kubectl patch deployment.apps/owner");
            assertThat(command(shared))
                    .containsSubsequence("deployment", "rollout status", "service/hook", "service/metrics");
        });
    }

    @Test
    void the_second_service_waits_where_its_template_needs_another_label() {
        // when
        var suggestions = suggest(
                world.snapshot(),
                Wanted.label("hook", ONE).owner("owner"),
                Wanted.label("metrics", OTHER).owner("owner"));

        // then
        assertThat(suggestions).extracting(Suggestion::form).containsExactly(Form.JSON_PATCH, Form.NOTE);
        assertThat(suggestions.getLast().parts().getFirst().instruction())
                .contains("another label for another Service", "run audit again");
    }

    @Test
    void a_template_is_labelled_by_a_patch_with_a_test_even_for_kubectl_apply() throws Exception {
        // when
        var suggestions = Cluster.of("label-missing", "kubectl-client-side").suggestions();

        // then
        assertThat(command(suggestions.getFirst()))
                .containsPattern(
                        "patch deployment\\S+ --namespace=operators --type=json --patch='\\[\\{\"op\":\"test\"")
                .contains("patch service/lws-webhook-service --namespace=operators --type=strategic");
    }

    @Test
    void an_ignored_service_gets_none() {
        var ignored = Given.cluster()
                .webhookService(
                        "hook", service -> service.selects("scaffold", "yes").ignored("we know"))
                .deployment("owner");

        assertThat(suggest(ignored.snapshot(), Wanted.label("hook", ONE).owner("owner")))
                .isEmpty();
    }

    @Test
    void a_narrowing_without_any_ready_pod_says_so() {
        var without = suggest(world.snapshot(), Wanted.narrow("hook", ONE).owner("owner"));
        var with = suggest(
                world.pod("owner-1", pod -> pod.label("scaffold", "yes").label("app", "one"))
                        .snapshot(),
                Wanted.narrow("hook", ONE).owner("owner"));

        assertThat(without.getFirst().needs()).singleElement().asString().contains("no ready Pod matches");
        assertThat(with.getFirst().needs()).isEmpty();
    }

    @Test
    void an_unknown_workload_and_a_template_that_somebody_else_writes_are_named() {
        // given
        var controlled = Given.cluster()
                .webhookService("hook", service -> service.selects("scaffold", "yes"))
                .deployment(
                        "owner", workload -> workload.label("scaffold", "yes").controlledBy("Platform", "main"));

        // when
        var suggestion = suggest(
                        controlled.snapshot(),
                        Wanted.label("hook", ONE).owner("owner").with("other-1", Relation.UNKNOWN))
                .getFirst();

        // then
        assertThat(suggestion.needs())
                .anySatisfy(need -> assertThat(need).contains("Deployment/owner is written by Platform/main"))
                .anySatisfy(need -> assertThat(need).contains("nobody knows whether Deployment/other-1"));
    }

    @Test
    void names_that_a_shell_would_read_make_no_command() {
        var hostile = Given.cluster()
                .webhookService("hook", service -> service.selects("scaffold", "$(reboot)'"))
                .deployment("owner");

        var suggestions = suggest(hostile.snapshot(), Wanted.narrow("hook", ONE).owner("owner"));

        assertThat(suggestions).singleElement().extracting(Suggestion::form).isEqualTo(Form.NOTE);
        assertThat(instruction(suggestions.getFirst())).startsWith("correct the names and labels first");
    }

    @Test
    void nor_do_such_names_of_objects_that_were_read_from_files() {
        var hostile = Given.manifests().service("hook;reboot", service -> service.at("-", 1));

        var suggestions = suggest(hostile.snapshot(), Wanted.narrow("hook;reboot", ONE));

        assertThat(suggestions).singleElement().extracting(Suggestion::form).isEqualTo(Form.NOTE);
        assertThat(instruction(suggestions.getFirst())).startsWith("correct the names and labels first");
    }

    @Test
    void components_that_no_label_tells_apart_are_to_be_installed_apart() {
        var suggestions = suggest(
                world.snapshot(),
                Wanted.separation("hook", "they write the same labels").owner("owner"));

        assertThat(suggestions).singleElement().satisfies(apart -> {
            assertThat(apart.form()).isEqualTo(Form.NOTE);
            assertThat(apart.needs()).isEmpty();
            assertThat(instruction(apart)).contains("namespaces of their own");
            assertThat(apart.subjects().getFirst().change())
                    .endsWith("; they write the same labels")
                    .doesNotContain("gains");
        });
    }

    @Test
    void nobody_waits_for_the_rollout_of_what_does_not_roll_out() {
        var jobs = Given.cluster()
                .service("hook", service -> service.selects("scaffold", "yes"))
                .workload("CronJob", "owner", workload -> workload.label("scaffold", "yes"));

        assertThat(command(suggest(jobs.snapshot(), Wanted.label("hook", ONE).owner("owner"))
                        .getFirst()))
                .contains("kubectl patch cronjob.apps/owner", "/spec/jobTemplate/spec/template/metadata/labels")
                .doesNotContain("rollout status");
    }

    private static String instruction(Suggestion suggestion) {
        return suggestion.parts().getFirst().instruction();
    }

    private static String command(Suggestion suggestion) {
        return ((Part.Command) suggestion.parts().getFirst()).line();
    }

    private static List<Suggestion> suggest(Snapshot snapshot, Wanted... wanted) {
        return Wanted.suggestions(snapshot, Manifests.NONE, wanted);
    }
}
