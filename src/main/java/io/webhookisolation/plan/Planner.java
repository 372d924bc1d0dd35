package io.webhookisolation.plan;

import static java.util.function.Predicate.not;

import io.webhookisolation.model.Plan;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceUsers;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Step;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns verdicts into Steps; equal requests give equal plans, however their lists were ordered. */
public final class Planner {

    private Planner() {}

    /** What the policy wants done now: at most one Step per Service, since each write changes what the next must know. */
    public static Plan plan(PlanRequest request) {
        return new Planning(request).plan();
    }

    /**
     * Services whose repair would be written if P7 could be judged: the caller reads their other users live and plans
     * again.
     */
    public static List<ServiceReference> needsUsers(PlanRequest request) {
        return hypothetical(request)
                .filter(step -> step instanceof Step.NarrowSelector || step instanceof Step.LabelTemplate)
                .map(Step::service)
                .filter(not(request.snapshot().users()::containsKey))
                .toList();
    }

    /**
     * The Secrets of the policy's namespace that could show whose a workload is, before the selector that reaches it is
     * narrowed; sorted, and empty for a policy that writes nothing.
     */
    public static SortedSet<String> needsSecrets(PlanRequest request) {
        return new Planning(request).secrets();
    }

    /** Whether a Pod template would be labelled if T3 could be judged. */
    public static boolean needsPodSelectors(PlanRequest request) {
        return hypothetical(request).anyMatch(Step.LabelTemplate.class::isInstance);
    }

    private static Stream<Step> hypothetical(PlanRequest request) {
        var nobody = request.analysis().services().stream()
                .map(ServiceVerdict::reference)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), reference -> ServiceUsers.NONE));
        return plan(request.on(request.snapshot().withUsers(nobody))).steps().stream();
    }
}
