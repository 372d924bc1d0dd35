package io.webhookisolation.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Repair;
import io.webhookisolation.model.RepairKind;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.WorkloadVerdict;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

    private static final ObjectKey OWNER = ObjectKey.live("apps/v1", "Deployment", "ns", "owner");
    private static final LabelSet ONE = LabelSet.of("app", "one");
    private static final LabelSet OTHER = LabelSet.of("app", "other");

    private final Given world = Given.cluster()
            .webhookService("hook", service -> service.selects("scaffold", "yes"))
            .webhookService("metrics", service -> service.selects("scaffold", "yes"))
            .deployment("owner", workload -> workload.label("scaffold", "yes"));

    @Test
    void two_services_whose_template_needs_the_same_label_share_a_suggestion() {
        // when
        var suggestions = suggest(world.snapshot(), label("hook", ONE), label("metrics", ONE));

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
        var suggestions = suggest(world.snapshot(), label("hook", ONE), label("metrics", OTHER));

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

        assertThat(suggest(ignored.snapshot(), label("hook", ONE))).isEmpty();
    }

    @Test
    void a_narrowing_without_any_ready_pod_says_so() {
        var without = suggest(world.snapshot(), narrow("hook", ONE, Relation.OWNER));
        var with = suggest(
                world.pod("owner-1", pod -> pod.label("scaffold", "yes").label("app", "one"))
                        .snapshot(),
                narrow("hook", ONE, Relation.OWNER));

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
        var suggestion = suggest(controlled.snapshot(), label("hook", ONE, Relation.OWNER, Relation.UNKNOWN))
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

        var suggestions = suggest(hostile.snapshot(), narrow("hook", ONE, Relation.OWNER));

        assertThat(suggestions).singleElement().extracting(Suggestion::form).isEqualTo(Form.NOTE);
    }

    private static String command(Suggestion suggestion) {
        return ((Part.Command) suggestion.parts().getFirst()).line();
    }

    /** A repair that a Service needs. */
    private record Wanted(String service, RepairKind kind, LabelSet label, List<Relation> relations) {

        ServiceVerdict verdict(Service found) {
            var templates = new TreeMap<String, LabelSet>();
            if (kind == RepairKind.LABEL_THEN_NARROW) {
                templates.put(OWNER.kindAndName(), label);
            }
            return new ServiceVerdict(
                    found.reference(),
                    Optional.of(found),
                    ServiceClass.EFFECTIVE_OVERLAP,
                    List.of(),
                    workloads(),
                    new Repair(kind, label, templates, 1, "because"));
        }

        private List<WorkloadVerdict> workloads() {
            return Stream.iterate(0, index -> index < relations.size(), index -> index + 1)
                    .map(index -> new WorkloadVerdict(
                            index == 0 ? OWNER : ObjectKey.live("apps/v1", "Deployment", "ns", "other-" + index),
                            "",
                            relations.get(index),
                            relations.get(index),
                            0,
                            true,
                            List.of()))
                    .toList();
        }
    }

    private static Wanted label(String service, LabelSet label, Relation... relations) {
        return new Wanted(
                service,
                RepairKind.LABEL_THEN_NARROW,
                label,
                relations.length == 0 ? List.of(Relation.OWNER) : List.of(relations));
    }

    private static Wanted narrow(String service, LabelSet label, Relation... relations) {
        return new Wanted(service, RepairKind.NARROW_SELECTOR, label, List.of(relations));
    }

    private static List<Suggestion> suggest(Snapshot snapshot, Wanted... wanted) {
        var verdicts = Stream.of(wanted)
                .map(each -> each.verdict(snapshot.services().stream()
                        .filter(service -> service.key().name().equals(each.service()))
                        .findFirst()
                        .orElseThrow()))
                .toList();
        return Suggestions.of(snapshot, new Analysis(verdicts, List.of()), Manifests.NONE);
    }
}
