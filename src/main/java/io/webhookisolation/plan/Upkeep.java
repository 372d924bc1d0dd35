package io.webhookisolation.plan;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Step;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks after what we once wrote, whatever the policy says now: takes our keys back where they do harm, and finishes a
 * write that was cut off.
 */
final class Upkeep {

    private final Neighbourhood around;
    private final StandingGuard guard;
    private final Instant now;

    Upkeep(Neighbourhood around, Instant now) {
        this.around = around;
        this.guard = new StandingGuard(around, now);
        this.now = now;
    }

    static boolean isConcerned(Service service) {
        return service.applied().isPresent() || service.ownFieldsEntry();
    }

    Optional<Step> step(ServiceVerdict verdict, Service service) {
        if (service.terminating()) {
            return Optional.empty();
        }
        return guard.alarm(service, verdict.callSites())
                .map(why -> restore(service, service.ownLabels(), RestoreCause.GUARD, why))
                .or(() -> OwnersStillServed.loss(verdict, service, around, now)
                        .map(why -> restore(service, service.ownLabels(), RestoreCause.ROLLED_BACK, why)))
                .or(() -> release(service))
                .or(() -> new TemplateLabels(around, service.reference()).release(verdict));
    }

    static Step restore(Service service, LabelSet remove, RestoreCause cause, String reason) {
        return new Step.RestoreSelector(
                service.reference(), service.uid(), service.resourceVersion(), remove, cause, reason);
    }

    static Optional<Step> release(Service service) {
        return service.ownFieldsEntry() && !service.terminating()
                ? Optional.of(new Step.ReleaseFields(
                        service.reference(),
                        service.uid(),
                        service.resourceVersion(),
                        "our last write left an entry in managedFields that its owner's next apply would trip over"))
                : Optional.empty();
    }
}
