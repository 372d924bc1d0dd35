package io.webhookisolation.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.trust.OwnerPod;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which Pods are waited for after a leaf was stored. */
class PropagationTest {

    private final Situation now = new Situation();

    @Test
    void a_pod_that_has_not_started_serves_no_leaf_from_before() {
        now.morePods = List.of(new OwnerPod("web-1", Optional.empty(), List.of()));

        assertThat(now.decision().phase()).isEqualTo(RotationPhase.STEADY);
    }

    @Test
    void a_pod_that_answers_without_a_certificate_does_not_show_what_it_serves() {
        now.served = Optional.of(List.of());

        assertThat(now.decision().phase()).isEqualTo(RotationPhase.PROBE_UNAVAILABLE);
        assertThat(now.decision().message()).contains("web-0");
    }
}
