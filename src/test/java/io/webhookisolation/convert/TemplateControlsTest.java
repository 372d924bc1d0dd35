package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LifecycleHandlerBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.webhookisolation.model.LabelSelector;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ManagerKind;
import io.webhookisolation.model.PlacementTerm;
import io.webhookisolation.model.TemplateControl;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateControlsTest {

    /** As {@code ResolveFenceposts} of the Deployment controller has it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 25% | 25% | ''",
                "3 | 25% | 25% | ''",
                "4 | 25% | 25% | 1 of 4 Pods may be unavailable meanwhile",
                "4 | 0   | 1   | ''",
                "1 | 0   | 0%  | 1 of 1 Pods may be unavailable meanwhile",
                "2 | 1   | 1   | 1 of 2 Pods may be unavailable meanwhile",
                "1 | 100%| 25% | 1 of 1 Pods may be unavailable meanwhile",
                "3 | 0%  | 100000% | ''",
            })
    void what_may_be_unavailable_is_resolved_as_the_controller_does(
            int replicas, String unavailable, String surge, String hazard) {
        // given
        var deployment = new DeploymentBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewStrategy()
                .withNewRollingUpdate()
                .withMaxUnavailable(limit(unavailable))
                .withMaxSurge(limit(surge))
                .endRollingUpdate()
                .endStrategy()
                .endSpec()
                .build();

        // then
        assertThat(TemplateControls.of(deployment).hazard()).isEqualTo(hazard);
    }

    @Test
    void without_limits_a_quarter_may_be_unavailable() {
        assertThat(TemplateControls.of(new Deployment()).hazard()).isEmpty();
        assertThat(TemplateControls.of(of(null, false, 5)).hazard()).startsWith("1 of 5 Pods");
    }

    @Test
    void a_strategy_that_stops_all_pods_first_and_a_pause_are_hazards() {
        assertThat(TemplateControls.of(of("Recreate", false, 1)).hazard()).isEqualTo("its strategy is Recreate");
        assertThat(TemplateControls.of(of("RollingUpdate", true, 1)).hazard()).isEqualTo("it is paused");
    }

    @Test
    void ports_of_readiness_probes_are_kept_by_name_or_number() {
        // given
        var pods = new PodSpecBuilder()
                .addNewContainer()
                .withNewReadinessProbe()
                .withNewHttpGet()
                .withPort(new IntOrString(8081))
                .endHttpGet()
                .endReadinessProbe()
                .endContainer()
                .addNewContainer()
                .withNewReadinessProbe()
                .withNewTcpSocket()
                .withPort(new IntOrString("webhook"))
                .endTcpSocket()
                .endReadinessProbe()
                .withNewLivenessProbe()
                .withNewTcpSocket()
                .withPort(new IntOrString(9443))
                .endTcpSocket()
                .endLivenessProbe()
                .endContainer()
                .build();
        var deployment = new DeploymentBuilder(of(null, false, 1))
                .editSpec()
                .withNewTemplate()
                .withSpec(pods)
                .endTemplate()
                .endSpec()
                .build();

        // then
        assertThat(TemplateControls.of(deployment).readinessPorts()).containsExactly("8081", "webhook");
    }

    @Test
    void our_record_and_other_annotations_and_the_manager_are_read() {
        // given
        var deployment = new DeploymentBuilder(of(null, false, 1))
                .editMetadata()
                .withResourceVersion("17")
                .addToLabels("olm.owner", "lws.v1")
                .addToAnnotations(
                        AppliedAnnotation.NAME,
                        "{\"added\":{\"a\":\"1\"},\"service\":\"lws\",\"time\":\"2026-11-23T10:00:00Z\",\"policy\":\"a/b\"}")
                .endMetadata()
                .build();

        // when
        var control = TemplateControls.of(deployment);

        // then
        assertThat(control.added()).isEqualTo(LabelSet.of("a", "1"));
        assertThat(control.applied().orElseThrow().service()).isEqualTo("lws");
        assertThat(control.resourceVersion()).isEqualTo("17");
        assertThat(control.annotated()).isTrue();
        assertThat(control.manager().kind()).isEqualTo(ManagerKind.OLM);
        assertThat(TemplateControls.of(of(null, false, 1)))
                .extracting(TemplateControl::annotated, TemplateControl::ownFieldsEntry)
                .containsExactly(false, false);
    }

    @Test
    void selectors_of_affinity_and_spread_are_kept() {
        // given
        var spec = new PodSpecBuilder()
                .withNewAffinity()
                .withNewPodAffinity()
                .addNewRequiredDuringSchedulingIgnoredDuringExecution()
                .withNewLabelSelector()
                .withMatchLabels(Map.of("a", "1"))
                .endLabelSelector()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endPodAffinity()
                .withNewPodAntiAffinity()
                .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                .withNewPodAffinityTerm()
                .withNamespaces("elsewhere")
                .withNewNamespaceSelector()
                .endNamespaceSelector()
                .withMismatchLabelKeys("m")
                .withNewLabelSelector()
                .withMatchLabels(Map.of("b", "1"))
                .endLabelSelector()
                .endPodAffinityTerm()
                .endPreferredDuringSchedulingIgnoredDuringExecution()
                .endPodAntiAffinity()
                .endAffinity()
                .addNewTopologySpreadConstraint()
                .withMatchLabelKeys("k")
                .withNewLabelSelector()
                .withMatchLabels(Map.of("c", "1"))
                .endLabelSelector()
                .endTopologySpreadConstraint()
                .build();

        // then
        assertThat(Placement.of(spec))
                .containsExactly(
                        term("a", "", "", "", false),
                        term("b", "", "m", "elsewhere", true),
                        term("c", "k", "", "", false));
    }

    @Test
    void a_port_lingers_if_its_container_has_a_hook_that_takes_time() {
        // given
        var deployment = new DeploymentBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .withContainers(
                        probed(1, hook -> hook.withNewSleep(5L)),
                        probed(2, hook -> hook.withNewSleep(0L)),
                        probed(
                                3,
                                hook -> hook.withNewExec()
                                        .withCommand("sleep", "5")
                                        .endExec()),
                        probed(4, hook -> hook.withNewHttpGet().endHttpGet()),
                        probed(5, hook -> hook))
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();

        // when
        var control = TemplateControls.of(deployment);

        // then
        assertThat(control.readinessPorts()).containsExactly("1", "2", "3", "4", "5");
        assertThat(control.lingeringPorts()).containsExactly("1", "3", "4");
    }

    private static Container probed(int port, UnaryOperator<LifecycleHandlerBuilder> preStop) {
        return new ContainerBuilder()
                .withNewReadinessProbe()
                .withNewTcpSocket()
                .withPort(new IntOrString(port))
                .endTcpSocket()
                .endReadinessProbe()
                .withNewLifecycle()
                .withPreStop(preStop.apply(new LifecycleHandlerBuilder()).build())
                .endLifecycle()
                .build();
    }

    private static PlacementTerm term(String label, String same, String other, String namespace, boolean everywhere) {
        return new PlacementTerm(
                new LabelSelector(LabelSet.of(label, "1"), List.of()),
                namesOf(same),
                namesOf(other),
                namesOf(namespace),
                everywhere);
    }

    private static SortedSet<String> namesOf(String name) {
        return new TreeSet<>(name.isEmpty() ? Set.of() : Set.of(name));
    }

    private static Deployment of(@Nullable String strategy, boolean paused, int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withPaused(paused)
                .withNewStrategy()
                .withType(strategy)
                .endStrategy()
                .endSpec()
                .build();
    }

    private static IntOrString limit(String written) {
        return written.endsWith("%") ? new IntOrString(written) : new IntOrString(Integer.parseInt(written));
    }
}
