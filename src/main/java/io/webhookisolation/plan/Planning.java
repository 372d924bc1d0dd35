package io.webhookisolation.plan;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Plan;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Repair;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServicePlan;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One plan in the making: sends each Service of the policy's namespace to whoever decides about it. */
final class Planning {

    private final PlanRequest request;
    private final Policy policy;
    private final Jurisdiction jurisdiction;
    private final Neighbourhood around;
    private final Upkeep upkeep;
    private final Narrowing narrowing;

    Planning(PlanRequest request) {
        this.request = request;
        this.policy = request.policy();
        this.jurisdiction = new Jurisdiction(policy, request.peers());
        this.around = new Neighbourhood(request.snapshot(), policy.namespace());
        this.upkeep = new Upkeep(around, request.now());
        this.narrowing = new Narrowing(policy, around, request.now());
    }

    Plan plan() {
        var written = new HashSet<ObjectKey>();
        return new Plan(verdicts()
                .flatMap(verdict -> plan(verdict).stream())
                .sorted()
                .map(plan -> once(plan, written))
                .toList());
    }

    /** Those that anybody mounts whom a selector reaches that this policy may narrow: their certificates tell whose he is. */
    SortedSet<String> secrets() {
        var writes = policy.mode() == Mode.ENFORCE && !policy.suspend() && !policy.deleting();
        return (writes ? verdicts() : Stream.<ServiceVerdict>empty())
                .filter(verdict -> verdict.service()
                        .filter(service -> isMine(jurisdiction.winner(service.labels())) && isOpen(verdict, service))
                        .isPresent())
                .flatMap(verdict -> verdict.workloads().stream())
                .flatMap(workload -> around.unit(workload.workload()).stream())
                .flatMap(unit -> unit.templates().stream())
                .flatMap(template -> template.secretMounts().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether nothing but who is who can keep it from being narrowed now. */
    private boolean isOpen(ServiceVerdict verdict, Service service) {
        return service.ignored().isEmpty()
                && (service.manager().keepsAddedKeys() || policy.writesManaged())
                && pause(service).isEmpty()
                && verdict.workloads().size() > 1
                && verdict.workloads().stream()
                        .anyMatch(workload -> workload.proved() != Relation.OWNER
                                && (workload.receivesTraffic() || policy.narrowLatent()));
    }

    /** A workload behind several Services is written for the first of them; the others wait until that is seen. */
    private static ServicePlan once(ServicePlan plan, Set<ObjectKey> written) {
        return plan.steps().stream()
                        .allMatch(step -> !(step instanceof Step.OnWorkload write) || written.add(write.workload()))
                ? plan
                : plan.withoutSteps();
    }

    /** Those of the analysis, and the Services that we once wrote to but that no call site names any more. */
    private Stream<ServiceVerdict> verdicts() {
        var judged = request.analysis().services().stream()
                .filter(verdict -> verdict.reference().namespace().equals(policy.namespace()))
                .toList();
        var known = judged.stream().map(ServiceVerdict::reference).collect(Collectors.toCollection(HashSet::new));
        var left = request.snapshot().services().stream()
                .filter(service -> service.key().namespace().equals(policy.namespace()))
                .filter(service -> Upkeep.isConcerned(service) && !known.contains(service.reference()))
                .map(Planning::uncalled)
                .toList();
        left.forEach(verdict -> known.add(verdict.reference()));
        return Stream.of(judged.stream(), left.stream(), labelled(known)).flatMap(verdicts -> verdicts);
    }

    /** Services for whose sake a template was labelled, and that nobody calls any more or that are gone. */
    private Stream<ServiceVerdict> labelled(Set<ServiceReference> known) {
        return policy.deleting()
                ? TemplateLabels.services(around, policy.namespace())
                        .filter(reference -> !known.contains(reference))
                        .map(this::abandoned)
                : Stream.empty();
    }

    private ServiceVerdict abandoned(ServiceReference reference) {
        return request.snapshot().services().stream()
                .filter(service -> service.reference().equals(reference))
                .findFirst()
                .map(Planning::uncalled)
                .orElseGet(() -> new ServiceVerdict(
                        reference,
                        Optional.empty(),
                        ServiceClass.SERVICE_NOT_FOUND,
                        List.of(),
                        List.of(),
                        Repair.none("it does not exist any more")));
    }

    private static ServiceVerdict uncalled(Service service) {
        return new ServiceVerdict(
                service.reference(),
                Optional.of(service),
                ServiceClass.ISOLATED,
                List.of(),
                List.of(),
                Repair.none("no call site names it any more"));
    }

    private Optional<ServicePlan> plan(ServiceVerdict verdict) {
        return verdict.service().isPresent() ? plan(verdict, verdict.service().orElseThrow()) : planMissing(verdict);
    }

    private Optional<ServicePlan> planMissing(ServiceVerdict verdict) {
        if (policy.deleting()) {
            return new Departure(policy, jurisdiction, around).planMissing(verdict);
        }
        return isMine(jurisdiction.winner(LabelSet.EMPTY)) ? Optional.of(unseen(verdict)) : Optional.empty();
    }

    /** It may only be out of sight, or be created anew: what is remembered of it is kept. */
    private ServicePlan unseen(ServiceVerdict verdict) {
        var memory = request.memory(verdict.reference());
        return new ServicePlan(
                verdict,
                SelectorState.ALREADY_NARROW,
                List.of(),
                List.of(),
                new BackOffs(memory, request.now()).remembered(),
                Contests.known(memory, request.now()),
                Optional.empty());
    }

    private Optional<ServicePlan> plan(ServiceVerdict verdict, Service service) {
        if (policy.deleting()) {
            return new Departure(policy, jurisdiction, around).plan(verdict, service);
        }
        var winner = jurisdiction.winner(service.labels());
        if (isMine(winner)) {
            return Optional.of(decide(verdict, service));
        }
        if (policy.serviceSelector().selects(service.labels())) {
            return winner.map(other -> conflict(verdict, service, other));
        }
        return Upkeep.isConcerned(service) && isMine(jurisdiction.caretaker(service))
                ? Optional.of(keepUp(verdict, service))
                : Optional.empty();
    }

    private boolean isMine(Optional<Policy> decider) {
        return decider.filter(other -> other.key().equals(policy.key())).isPresent();
    }

    private ServicePlan decide(ServiceVerdict verdict, Service service) {
        var memory = request.memory(service.reference());
        var backOffs = new BackOffs(memory, request.now());
        var contests = new Contests(memory, service, request.now());
        var decision = narrowing.decide(verdict, service, pause(service));
        return upkeep.step(verdict, service)
                .map(step -> underway(verdict, step, decision.state(), decision.refusals(), backOffs))
                .orElseGet(() -> new ServicePlan(
                        verdict,
                        decision.state(),
                        decision.step().stream().toList(),
                        decision.refusals(),
                        backOffs.remembered(),
                        Optional.empty(),
                        Optional.empty()))
                .with(contests.remembered());
    }

    private Optional<Pause> pause(Service service) {
        var memory = request.memory(service.reference());
        return new BackOffs(memory, request.now())
                .pause(service)
                .or(new Contests(memory, service, request.now())::pause);
    }

    /** For a Service that no policy selects any more: nothing new is begun. */
    private ServicePlan keepUp(ServiceVerdict verdict, Service service) {
        var backOffs = new BackOffs(request.memory(service.reference()), request.now());
        return upkeep.step(verdict, service)
                .map(step -> underway(verdict, step, Narrowing.standing(service), List.of(), backOffs))
                .orElseGet(() -> idle(verdict, Narrowing.standing(service)));
    }

    private static ServicePlan underway(
            ServiceVerdict verdict, Step step, SelectorState state, List<Refusal> refusals, BackOffs backOffs) {
        return step instanceof Step.RestoreSelector restore
                ? new ServicePlan(
                        verdict,
                        SelectorState.ROLLED_BACK,
                        List.of(restore),
                        refusals,
                        Optional.of(backOffs.after(restore.cause())),
                        Optional.empty(),
                        Optional.empty())
                : new ServicePlan(
                        verdict,
                        state,
                        List.of(step),
                        refusals,
                        backOffs.remembered(),
                        Optional.empty(),
                        Optional.empty());
    }

    private static ServicePlan conflict(ServiceVerdict verdict, Service service, Policy winner) {
        return new ServicePlan(
                verdict,
                Narrowing.standing(service),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(winner.key()));
    }

    private static ServicePlan idle(ServiceVerdict verdict, SelectorState state) {
        return new ServicePlan(
                verdict, state, List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
