package io.webhookisolation.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ManagerKind;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.RestartOnChange;
import io.webhookisolation.model.SelectorManager;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.TemplateControl;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What must be seen to besides the patch. */
class NeedsTest {

    private static final LabelSet LABEL = LabelSet.of("app", "one");

    private final Given world = Given.cluster()
            .service("hook", service -> service.selects("scaffold", "web"))
            .deployment("owner", workload -> workload.label("scaffold", "web"));

    @ParameterizedTest
    @CsvSource({
        "ns, web, one, true, true",
        "elsewhere, web, one, true, false",
        "ns, web, one, false, false",
        "ns, other, one, true, false",
        "ns, web, other, true, false"
    })
    void only_a_ready_pod_of_the_namespace_that_the_new_selector_matches_keeps_the_service_up(
            String namespace, String scaffold, String app, boolean isReady, boolean isEnough) {
        world.in(namespace)
                .pod(
                        "pod",
                        pod -> isReady
                                ? pod.label("scaffold", scaffold).label("app", app)
                                : pod.label("scaffold", scaffold)
                                        .label("app", app)
                                        .notReady());

        var needs = needs(world.snapshot(), Wanted.narrow("hook", LABEL));

        assertThat(needs.stream().anyMatch(need -> need.startsWith("no ready Pod matches")))
                .isEqualTo(!isEnough);
        assertThat(needs).hasSize(isEnough ? 0 : 1);
    }

    @Test
    void nobody_is_ready_in_files() {
        var files = Given.manifests().service("hook", service -> service.at("hook.yaml", 1));

        assertThat(needs(files.snapshot(), Wanted.narrow("hook", LABEL))).isEmpty();
    }

    @Test
    void all_unknown_workloads_are_named() {
        var wanted = Wanted.separation("hook", "they share all labels").with("left", Relation.UNKNOWN);
        var narrowed =
                Wanted.label("hook", LABEL).with("left", Relation.UNKNOWN).with("right", Relation.UNKNOWN);

        assertThat(needs(world.snapshot(), narrowed))
                .anySatisfy(need -> assertThat(need).contains("whether Deployment/left, Deployment/right belongs"));
        assertThat(needs(world.snapshot(), wanted))
                .as("in namespaces of their own nothing is lost")
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ManagerKind.class)
    void a_manager_that_writes_whole_templates_is_named(ManagerKind kind) {
        var controlled = managed(new SelectorManager(kind, "somebody", ""));

        var needs = needs(controlled, Wanted.label("hook", LABEL).owner("owner"));

        assertThat(needs.getFirst()).startsWith("two steps");
        assertThat(needs.subList(1, needs.size()))
                .hasSize(kind.isKeepingTemplateLabels() ? 0 : 1)
                .allSatisfy(need -> assertThat(need).contains("Deployment/owner is written by somebody"));
    }

    private Snapshot managed(SelectorManager manager) {
        var snapshot = world.snapshot();
        var control = new TemplateControl(
                "1",
                manager,
                "",
                new TreeSet<>(),
                new TreeSet<>(),
                RestartOnChange.NONE,
                false,
                Optional.empty(),
                false,
                false);
        return snapshot.with(
                snapshot.pods(),
                snapshot.workloads().stream()
                        .map(workload -> workload.with(workload.template(), control))
                        .toList());
    }

    private static List<String> needs(Snapshot snapshot, Wanted wanted) {
        return Wanted.suggestions(snapshot, Manifests.NONE, wanted).getFirst().needs();
    }
}
