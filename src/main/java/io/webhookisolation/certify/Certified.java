package io.webhookisolation.certify;

import io.webhookisolation.model.Gap;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.ServiceCertificate;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.rotation.Decision;
import io.webhookisolation.rotation.Scene;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was decided about one serving Secret, and what became of it.
 *
 * @param services that are served from it
 * @param scene what was seen; empty where it was not looked at so far
 * @param replacedBy who put another certificate where one of ours was; empty if nobody did
 * @param outcomes one for each write that was tried
 * @param gap what could not be read, so that nothing was decided
 */
public record Certified(
        List<ServiceReference> services,
        Optional<Scene> scene,
        Decision decision,
        String replacedBy,
        List<Carrying.Outcome> outcomes,
        Optional<Gap> gap) {

    public Certified {
        services = List.copyOf(services);
        outcomes = List.copyOf(outcomes);
    }

    static Certified stopped(List<ServiceReference> services, RotationPhase phase, String message) {
        return new Certified(
                services, Optional.empty(), Decision.stopped(phase, message), "", List.of(), Optional.empty());
    }

    static Certified unseen(List<ServiceReference> services, Gap gap) {
        return new Certified(
                services,
                Optional.empty(),
                Decision.stopped(RotationPhase.PROBE_UNAVAILABLE, gap.detail()),
                "",
                List.of(),
                Optional.of(gap));
    }

    /** Where it stands, by what became of the writes: a webhook that refuses them stops everything. */
    public RotationPhase phase() {
        return outcomes.stream().anyMatch(outcome -> outcome.result() instanceof StepResult.DeniedByWebhook)
                ? RotationPhase.BLOCKED_BY_WEBHOOK
                : decision.phase();
    }

    /** Why it stands there; empty if there is nothing to say. */
    public String message() {
        return outcomes.stream()
                .filter(outcome -> !(outcome.result() instanceof StepResult.Done))
                .map(outcome -> outcome.result().message())
                .findFirst()
                .orElse(decision.message());
    }

    /** What could not be read. A call site that may not be read hinders a part only, and whoever may grant it is to know. */
    public Stream<Gap> unread() {
        return Stream.concat(
                gap.stream(),
                scene.stream().flatMap(seen -> seen.serving().gaps().stream()).filter(Gap::forbidden));
    }

    /**
     * What is told of it.
     *
     * @param audited what is known without looking at Secrets
     */
    public ServiceCertificate portrait(ServiceReference service, Optional<ServiceCertificate> audited) {
        return Portrait.of(this, service, audited);
    }
}
