package io.webhookisolation.plan;

import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServicePlan;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Step;
import java.util.List;
import java.util.Optional;

/**
 * What a policy that is being deleted leaves behind: with {@code onDelete: Revert} it takes back the keys that it added,
 * but only where all of them still stand as it wrote them.
 */
final class Departure {

    private final Policy policy;
    private final Jurisdiction jurisdiction;
    private final Neighbourhood around;

    Departure(Policy policy, Jurisdiction jurisdiction, Neighbourhood around) {
        this.policy = policy;
        this.jurisdiction = jurisdiction;
        this.around = around;
    }

    Optional<ServicePlan> plan(ServiceVerdict verdict, Service service) {
        return service.applied()
                .filter(record -> record.policy().equals(policy.key()))
                .map(record -> depart(verdict, service, record))
                .or(() -> unreadable(verdict, service))
                .or(() -> finish(service)
                        .or(() -> template(verdict))
                        .map(step -> plan(verdict, Narrowing.standing(service), Optional.of(step))));
    }

    /** Of a Service that does not exist any more: its owners' Pods may still carry our label. */
    Optional<ServicePlan> planMissing(ServiceVerdict verdict) {
        return template(verdict).map(step -> plan(verdict, SelectorState.ALREADY_NARROW, Optional.of(step)));
    }

    /** What we left on Pod templates, once no selector needs it. */
    private Optional<Step> template(ServiceVerdict verdict) {
        var labels = new TemplateLabels(around, verdict.reference());
        return policy.revertOnDelete()
                ? labels.revert(policy.key()).or(() -> labels.release(verdict))
                : Optional.empty();
    }

    private ServicePlan depart(ServiceVerdict verdict, Service service, AppliedRecord record) {
        if (!policy.revertOnDelete()) {
            return plan(verdict, Narrowing.standing(service), finish(service));
        }
        if (service.terminating()) {
            return plan(verdict, SelectorState.REVERT_SKIPPED, Optional.empty());
        }
        return service.selector().containsAll(record.added())
                ? plan(verdict, SelectorState.APPLIED, Optional.of(revert(service, record)))
                : plan(verdict, SelectorState.REVERT_SKIPPED, finish(service).or(() -> template(verdict)));
    }

    private Step revert(Service service, AppliedRecord record) {
        return Upkeep.restore(
                service,
                record.added(),
                RestoreCause.REVERT,
                "policy " + policy.key() + " is being deleted and says onDelete: Revert");
    }

    /** Whose record it was cannot be told, so the policy that selects the Service speaks up. */
    private Optional<ServicePlan> unreadable(ServiceVerdict verdict, Service service) {
        return policy.revertOnDelete()
                        && service.corruptRecord()
                        && policy.serviceSelector().selects(service.labels())
                ? Optional.of(plan(verdict, SelectorState.REVERT_SKIPPED, finish(service)))
                : Optional.empty();
    }

    /** The second half of an earlier write, if no other policy is left to see to it. */
    private Optional<Step> finish(Service service) {
        return jurisdiction.caretaker(service).isPresent() ? Optional.empty() : Upkeep.release(service);
    }

    private static ServicePlan plan(ServiceVerdict verdict, SelectorState state, Optional<Step> step) {
        return new ServicePlan(
                verdict,
                state,
                step.stream().toList(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
