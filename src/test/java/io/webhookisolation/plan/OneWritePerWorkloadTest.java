package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.Plan;
import io.webhookisolation.model.RestartOnChange;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.TemplateControl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Two webhook Services in front of one Deployment: the second write would only ever meet a conflict with the first. */
class OneWritePerWorkloadTest {

    private static final ServiceReference SECOND = new ServiceReference(Scene.NAMESPACE, "lws-webhook-too");

    private final Scene scene = Scene.founding();

    @Test
    void aLeftoverOnADeploymentIsRemovedForOneOfItsServices() {
        // given
        scene.otherWebhooks.add(SECOND.name());
        var control = scene.lws.control;
        scene.lws.control = new TemplateControl(
                "18",
                control.manager(),
                "",
                new TreeSet<>(),
                new TreeSet<>(),
                RestartOnChange.NONE,
                true,
                Optional.empty(),
                true,
                false);

        // when
        var plan = planOfBoth();

        // then
        assertThat(plan.services()).hasSize(2);
        assertThat(plan.steps()).singleElement().isInstanceOfSatisfying(Step.ReleaseTemplate.class, step -> {
            assertThat(step.workload()).isEqualTo(scene.lws.key());
            assertThat(step.service()).isEqualTo(Scene.WEBHOOK);
        });
    }

    private Plan planOfBoth() {
        var first = scene.verdict();
        var service = scene.snapshot().services().stream()
                .filter(candidate -> candidate.reference().equals(SECOND))
                .findFirst();
        var second = new ServiceVerdict(
                SECOND, service, first.serviceClass(), first.callSites(), first.workloads(), first.repair());
        return Planner.plan(new PlanRequest(
                scene.policy,
                scene.peers,
                scene.snapshot(),
                new Analysis(List.of(second, first), List.of()),
                Map.of(),
                scene.now));
    }
}
