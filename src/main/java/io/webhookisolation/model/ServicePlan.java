package io.webhookisolation.model;

import java.util.List;
import java.util.Optional;

/**
 * What is to be done about one webhook Service of a policy, and why not more.
 *
 * @param steps in order; empty when nothing is to be written
 * @param refusals why the repair is only suggested; empty when it is written or not needed
 * @param backOff to be remembered; empty when none runs
 * @param contest to be remembered; empty when nobody took our keys off
 * @param conflictsWith the policy that already has this Service, {@code namespace/name}
 */
public record ServicePlan(
        ServiceVerdict verdict,
        SelectorState state,
        List<Step> steps,
        List<Refusal> refusals,
        Optional<BackOff> backOff,
        Optional<Contest> contest,
        Optional<String> conflictsWith)
        implements Comparable<ServicePlan> {

    public ServicePlan {
        steps = List.copyOf(steps);
        refusals = List.copyOf(refusals);
    }

    /** The same, with what is to be remembered of others who took our keys off. */
    public ServicePlan with(Optional<Contest> remembered) {
        return new ServicePlan(verdict, state, steps, refusals, backOff, remembered, conflictsWith);
    }

    /** The same, with nothing written now. */
    public ServicePlan withoutSteps() {
        return new ServicePlan(verdict, state, List.of(), refusals, backOff, contest, conflictsWith);
    }

    @Override
    public int compareTo(ServicePlan other) {
        return verdict.compareTo(other.verdict);
    }
}
