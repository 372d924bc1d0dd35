package io.webhookisolation.plan;

import io.webhookisolation.fixture.world.World;
import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.Contest;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Plan;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServicePlan;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.TemplateRecord;
import io.webhookisolation.model.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Planners that somebody might well have written, each with one thought too few. */
enum NaiveRepair {
    /** The Service's own labels are surely those of its Pods. */
    COPYING,

    /** A component's Pods surely carry its name. */
    GUESSING,

    /** The tag of a release tells it from all others, today. */
    TAGGING,

    /** A patch may as well carry the whole selector. */
    REPLACING,

    /** What the analysis proposes is written. */
    TRUSTING,

    /** To restore is to take everything off. */
    SWEEPING,

    /** What was written once needs no looking after. */
    IDLE,

    /** What was written is taken back as soon as it is seen, since nothing is wrong any more. */
    DOUBTING,

    /** Whoever takes our keys off surely did so by mistake. */
    STUBBORN,

    /** The first policy of the list has the Service. */
    HASTY,

    /** All Pods that the Service selects get the label, so that it goes on selecting them. */
    LABELLING,

    /** What we put on a template goes as soon as somebody looks. */
    TIDYING;

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    Planned of(World world) {
        var real = Planned.of(world);
        var services = switch (this) {
            case COPYING, GUESSING, TAGGING, REPLACING, TRUSTING, SWEEPING, IDLE, LABELLING, TIDYING ->
                real.analysis().services().stream()
                        .flatMap(verdict -> verdict.service().stream()
                                .map(service -> plan(
                                        verdict, steps(real, verdict, service).toList())));
            case DOUBTING -> real.plan().services().stream().map(NaiveRepair::doubted);
            case STUBBORN -> real.plan().services().stream().map(NaiveRepair::undeterred);
            case HASTY -> real.plan().services().stream().map(plan -> takenBy(world.peers(), plan));
        };
        return new Planned(world, real.analysis(), new Plan(services.toList()), this::of);
    }

    private Stream<Step> steps(Planned planned, ServiceVerdict verdict, Service service) {
        var component = service.key().name().replace("-webhook", "");
        var proposed = verdict.repair().addLabels();
        return switch (this) {
            case COPYING -> narrow(service, service.labels());
            case GUESSING -> narrow(service, LabelSet.of("app.kubernetes.io/name", component));
            case TAGGING -> narrow(service, LabelSet.of("app.kubernetes.io/version", "1.2.3"));
            case REPLACING -> narrow(service, service.selector());
            case TRUSTING -> narrow(service, proposed);
            case SWEEPING -> service.applied().stream().map(record -> restore(service, service.selector()));
            case LABELLING ->
                proposed.isEmpty()
                        ? Stream.empty()
                        : workloads(planned, verdict).map(workload -> label(service, workload, proposed));
            case TIDYING ->
                workloads(planned, verdict)
                        .filter(workload -> !workload.control().added().isEmpty())
                        .map(workload -> unlabel(service, workload));
            case IDLE, DOUBTING, STUBBORN, HASTY -> Stream.empty();
        };
    }

    private static ServicePlan plan(ServiceVerdict verdict, List<Step> steps) {
        return new ServicePlan(
                verdict, SelectorState.APPLIED, steps, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static ServicePlan doubted(ServicePlan plan) {
        return plan.verdict()
                .service()
                .filter(service -> !service.ownLabels().isEmpty())
                .map(service -> plan(plan.verdict(), List.of(restore(service, service.ownLabels()))))
                .orElse(plan);
    }

    private static ServicePlan undeterred(ServicePlan plan) {
        return plan.with(plan.contest()
                .map(seen -> new Contest(seen.manager(), seen.count(), seen.since(), seen.last(), Optional.empty())));
    }

    private static ServicePlan takenBy(List<Policy> peers, ServicePlan plan) {
        return new ServicePlan(
                plan.verdict(),
                plan.state(),
                plan.steps(),
                plan.refusals(),
                plan.backOff(),
                plan.contest(),
                peers.stream().map(Policy::key).findFirst());
    }

    private static Stream<Step> narrow(Service service, LabelSet add) {
        return add.isEmpty()
                ? Stream.empty()
                : Stream.of(new Step.NarrowSelector(
                        service.reference(),
                        service.uid(),
                        service.resourceVersion(),
                        service.selector(),
                        add,
                        new AppliedRecord(add, "", NOW, "operators/naive"),
                        "naive"));
    }

    private static Step restore(Service service, LabelSet remove) {
        return Upkeep.restore(service, remove, RestoreCause.GUARD, "naive");
    }

    private static Stream<Workload> workloads(Planned planned, ServiceVerdict verdict) {
        return verdict.workloads().stream()
                .flatMap(found -> planned.world().snapshot().workloads().stream()
                        .filter(workload -> workload.key().equals(found.workload())));
    }

    private static Step label(Service service, Workload workload, LabelSet add) {
        return new Step.LabelTemplate(
                service.reference(),
                workload.key(),
                workload.uid(),
                workload.control().resourceVersion(),
                workload.template().labels(),
                add,
                workload.control().annotated(),
                new TemplateRecord(add, service.key().name(), NOW, "operators/naive"),
                "naive");
    }

    private static Step unlabel(Service service, Workload workload) {
        return new Step.UnlabelTemplate(
                service.reference(),
                workload.key(),
                workload.uid(),
                workload.control().resourceVersion(),
                workload.control().added(),
                "naive");
    }
}
