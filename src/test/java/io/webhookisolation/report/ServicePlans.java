package io.webhookisolation.report;

import static io.webhookisolation.report.Sample.NOON;

import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.BackOff;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.Contest;
import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Repair;
import io.webhookisolation.model.RepairKind;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.SelectorManager;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServicePlan;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.TrafficPolicy;
import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.model.WorkloadVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What is planned for a Service of namespace {@code operators}, in one line. */
final class ServicePlans {

    static final LabelSet BROAD = LabelSet.of("control-plane", "controller-manager");
    static final LabelSet NAME = LabelSet.of("app.kubernetes.io/name", "lws");

    private ServicePlans() {}

    static ServicePlan plan(String name, ServiceClass found, SelectorState state) {
        return new ServicePlan(
                verdict(name, found),
                state,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static ServicePlan isolated(String name) {
        return plan(name, ServiceClass.ISOLATED, SelectorState.ALREADY_NARROW);
    }

    /** It overlaps, and a narrowing is being written or refused. */
    static ServicePlan overlapping(String name, SelectorState state, Refusal... refusals) {
        var verdict = verdict(name, ServiceClass.EFFECTIVE_OVERLAP);
        return new ServicePlan(
                verdict, state, List.of(), List.of(refusals), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static ServicePlan managed(String name, SelectorState state, SelectorManager manager) {
        var plan = overlapping(name, state);
        var verdict = plan.verdict();
        return new ServicePlan(
                new ServiceVerdict(
                        verdict.reference(),
                        Optional.of(service(name, BROAD, manager)),
                        verdict.serviceClass(),
                        verdict.callSites(),
                        verdict.workloads(),
                        verdict.repair()),
                state,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static ServicePlan conflicting(String name, String other) {
        return new ServicePlan(
                verdict(name, ServiceClass.EFFECTIVE_OVERLAP),
                SelectorState.ALREADY_NARROW,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(other));
    }

    static ServicePlan backingOff(String name, Instant until) {
        return new ServicePlan(
                verdict(name, ServiceClass.EFFECTIVE_OVERLAP),
                SelectorState.ROLLED_BACK,
                List.of(),
                List.of(new Refusal(Predicate.P10, "undone once")),
                Optional.of(new BackOff(RestoreCause.ROLLED_BACK, 2, until)),
                Optional.empty(),
                Optional.empty());
    }

    static ServicePlan contested(String name, Contest contest) {
        return overlapping(
                        name,
                        SelectorState.SELECTOR_REVERTED,
                        new Refusal(Predicate.MANAGER, contest.told() + "; no other try before"))
                .with(Optional.of(contest));
    }

    static ServiceVerdict verdict(String name, ServiceClass found) {
        var overlap = found.isOverlap();
        return new ServiceVerdict(
                reference(name),
                found == ServiceClass.SERVICE_NOT_FOUND ? Optional.empty() : Optional.of(service(name, BROAD)),
                found,
                List.of(callSite(name)),
                overlap
                        ? List.of(workload("lws", Relation.OWNER), workload("kueue", Relation.FOREIGN))
                        : List.of(workload("lws", Relation.OWNER)),
                overlap
                        ? new Repair(RepairKind.NARROW_SELECTOR, NAME, new TreeMap<>(), 1, "the smallest set")
                        : Repair.none("nothing to repair"));
    }

    static Step.NarrowSelector narrow(String name) {
        return new Step.NarrowSelector(
                reference(name), "u-" + name, "7", BROAD, NAME, new AppliedRecord(NAME, "", NOON, "p"), "it overlaps");
    }

    static Step.RestoreSelector restore(String name, RestoreCause cause) {
        return new Step.RestoreSelector(reference(name), "u-" + name, "7", NAME, cause, "an owner left");
    }

    static ServiceReference reference(String name) {
        return new ServiceReference("operators", name);
    }

    static Service service(String name, LabelSet selector) {
        return service(name, selector, SelectorManager.NONE);
    }

    private static Service service(String name, LabelSet selector, SelectorManager manager) {
        return new Service(
                ObjectKey.live("v1", "Service", "operators", name),
                "u-" + name,
                "7",
                Provenance.NONE,
                LabelSet.EMPTY,
                selector,
                List.of(),
                false,
                Optional.empty(),
                TrafficPolicy.CLUSTER,
                false,
                false,
                manager,
                "",
                "",
                Optional.empty(),
                false,
                false,
                false);
    }

    private static CallSite callSite(String service) {
        return new CallSite(
                CallSiteKind.VALIDATING_WEBHOOK,
                ObjectKey.live(
                        "admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "", service + "-config"),
                "v." + service + ".io",
                Provenance.NONE,
                Optional.of(reference(service)),
                Optional.empty(),
                443,
                "",
                TrustBundle.EMPTY,
                false,
                "Fail",
                "");
    }

    private static WorkloadVerdict workload(String name, Relation relation) {
        var weight = relation == Relation.OWNER ? 100 : -100;
        return new WorkloadVerdict(
                ObjectKey.live("apps/v1", "Deployment", "operators", name),
                name,
                relation,
                relation,
                weight,
                true,
                List.of(new Evidence("E1", weight, name + " was probed")));
    }
}
