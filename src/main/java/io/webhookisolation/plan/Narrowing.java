package io.webhookisolation.plan;

import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Step;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Decides whether a proposed repair is written, and says why if not. */
final class Narrowing {

    private static final Set<Predicate> READ_LATE = Set.of(Predicate.P7, Predicate.T3);

    private final Policy policy;
    private final Neighbourhood around;
    private final Instant now;

    /** Where the Service stands, what speaks against more, and the write if nothing does. */
    record Decision(SelectorState state, List<Refusal> refusals, Optional<Step> step) {

        static Decision of(SelectorState state) {
            return new Decision(state, List.of(), Optional.empty());
        }

        static Decision refused(SelectorState state, List<Refusal> refusals) {
            return new Decision(state, refusals, Optional.empty());
        }
    }

    Narrowing(Policy policy, Neighbourhood around, Instant now) {
        this.policy = policy;
        this.around = around;
        this.now = now;
    }

    /** The state of a Service to which nothing is to be done. */
    static SelectorState standing(Service service) {
        return service.ownLabels().isEmpty() ? SelectorState.ALREADY_NARROW : SelectorState.APPLIED;
    }

    Decision decide(ServiceVerdict verdict, Service service, Optional<Pause> pause) {
        if (!service.ignored().isEmpty()) {
            return Decision.of(standing(service));
        }
        return switch (verdict.repair().kind()) {
            case NONE -> withoutProposal(verdict, service);
            case SEPARATE_NAMESPACES -> Decision.of(SelectorState.NO_DISTINGUISHING_LABEL);
            case LABEL_THEN_NARROW -> label(proposal(verdict, service), pause);
            case NARROW_SELECTOR -> {
                var proposal = proposal(verdict, service);
                yield judge(
                        proposal,
                        Simulation.refusals(proposal),
                        pause,
                        () -> new Decision(SelectorState.APPLIED, List.of(), Optional.of(step(proposal))));
            }
        };
    }

    private Decision withoutProposal(ServiceVerdict verdict, Service service) {
        if (verdict.serviceClass().isOverlap()) {
            return Decision.of(SelectorState.NO_DISTINGUISHING_LABEL);
        }
        if (verdict.serviceClass() != ServiceClass.OWNERSHIP_UNKNOWN
                || verdict.workloads().size() < 2) {
            return Decision.of(standing(service));
        }
        var proof = new OwnershipProved();
        var refusals =
                proof
                        .objection(proposal(verdict, service))
                        .map(sentence -> new Refusal(proof.name(), sentence))
                        .stream()
                        .toList();
        return Decision.refused(SelectorState.SIMULATION_REJECTED, refusals);
    }

    private Decision label(Proposal proposal, Optional<Pause> pause) {
        if (!policy.labelsWorkloads()) {
            return Decision.of(SelectorState.NO_DISTINGUISHING_LABEL);
        }
        var labelling = new Labelling(proposal);
        return labelling.isRollingOut()
                ? awaiting(known(proposal, Simulation.refusals(proposal)))
                : judge(
                        proposal,
                        labelling.refusals(),
                        pause,
                        () -> new Decision(SelectorState.AWAITING_ROLLOUT, List.of(), labelling.step()));
    }

    /** What is missing of the rollout comes first: whatever else speaks against a narrowing follows from it. */
    private static Decision awaiting(List<Refusal> refusals) {
        return Decision.refused(
                SelectorState.AWAITING_ROLLOUT,
                refusals.stream()
                        .sorted(Comparator.comparing(refusal -> refusal.predicate() != Predicate.P9))
                        .toList());
    }

    private Decision judge(Proposal proposal, List<Refusal> refusals, Optional<Pause> pause, Supplier<Decision> write) {
        if (pause.isPresent()) {
            var paused = pause.orElseThrow();
            return Decision.refused(
                    paused.state(),
                    Stream.concat(Stream.of(paused.refusal()), known(proposal, refusals).stream())
                            .toList());
        }
        if (!proposal.service().manager().keepsAddedKeys() && !policy.writesManaged()) {
            return Decision.refused(
                    SelectorState.MANAGED_ELSEWHERE,
                    Stream.concat(Stream.of(managed(proposal.service())), known(proposal, refusals).stream())
                            .toList());
        }
        if (policy.mode() == Mode.AUDIT || policy.suspend()) {
            return Decision.refused(SelectorState.AUDIT_MODE, known(proposal, refusals));
        }
        return refusals.isEmpty() ? write.get() : rejected(proposal, refusals);
    }

    /** A label of ours may be on each Pod before the rollout that brought it is over. */
    private static Decision rejected(Proposal proposal, List<Refusal> refusals) {
        var unfinished = refusals.stream().anyMatch(refusal -> refusal.predicate() == Predicate.P9);
        return unfinished && Labelling.isOurs(proposal, proposal.add())
                ? awaiting(refusals)
                : Decision.refused(SelectorState.SIMULATION_REJECTED, refusals);
    }

    /** Nobody reads the other users of a Service that is not to be written, so that it is no reason against a repair. */
    private static List<Refusal> known(Proposal proposal, List<Refusal> refusals) {
        var read = proposal.around()
                .snapshot()
                .users()
                .containsKey(proposal.service().reference());
        return refusals.stream()
                .filter(refusal -> read || !READ_LATE.contains(refusal.predicate()))
                .toList();
    }

    private static Refusal managed(Service service) {
        return new Refusal(
                Predicate.MANAGER,
                service.manager().foretold()
                        + "; the policy narrows nevertheless with spec.selectors.managedObjects: Enforce");
    }

    private Step step(Proposal proposal) {
        var service = proposal.service();
        return new Step.NarrowSelector(
                service.reference(),
                service.uid(),
                service.resourceVersion(),
                service.selector(),
                proposal.add(),
                record(service, proposal.add()),
                proposal.verdict().repair().reason());
    }

    /** Earlier keys of ours stay in the record, or nobody would take them back. */
    private AppliedRecord record(Service service, LabelSet add) {
        var earlier = service.ownLabels();
        var formerManager = service.applied()
                .filter(record -> !earlier.isEmpty())
                .map(AppliedRecord::formerManager)
                .orElse(service.manager().name());
        return new AppliedRecord(earlier.plus(add), formerManager, now, policy.key());
    }

    private Proposal proposal(ServiceVerdict verdict, Service service) {
        return new Proposal(policy, verdict, service, verdict.repair().addLabels(), around, now);
    }
}
