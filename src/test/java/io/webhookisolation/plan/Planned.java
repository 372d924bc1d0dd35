package io.webhookisolation.plan;

import io.webhookisolation.fixture.property.Property;
import io.webhookisolation.fixture.world.World;
import io.webhookisolation.fixture.world.Worlds;
import io.webhookisolation.isolation.IsolationAnalysis;
import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Plan;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.Workload;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A world, what the analysis says of it (with the world's forged repairs in place), and a plan for it.
 *
 * @param planner who made the plan; he is asked again where a promise is about what comes next
 */
record Planned(World world, Analysis analysis, Plan plan, Function<World, Planned> planner) {

    static Property<Planned> property() {
        return Worlds.seenAs(Planned::of, Planned::world);
    }

    static Planned of(World world) {
        var analysis = analysis(world);
        return new Planned(world, analysis, Planner.plan(request(world, analysis)), Planned::of);
    }

    /** What the same planner makes of another world. */
    Planned again(World other) {
        return planner.apply(other);
    }

    static PlanRequest request(World world, Analysis analysis) {
        return new PlanRequest(
                world.policy(), world.peers(), world.snapshot(), analysis, world.memories(), world.now());
    }

    static Analysis analysis(World world) {
        var real = IsolationAnalysis.analyse(world.snapshot(), world.policy().labelKeys(), world.now());
        return new Analysis(
                real.services().stream().map(verdict -> forged(world, verdict)).toList(), real.findings());
    }

    Stream<Step.NarrowSelector> narrowings() {
        return plan.steps().stream()
                .filter(Step.NarrowSelector.class::isInstance)
                .map(Step.NarrowSelector.class::cast);
    }

    Stream<Step.LabelTemplate> labellings() {
        return plan.steps().stream()
                .filter(Step.LabelTemplate.class::isInstance)
                .map(Step.LabelTemplate.class::cast);
    }

    Stream<Step.UnlabelTemplate> unlabellings() {
        return plan.steps().stream()
                .filter(Step.UnlabelTemplate.class::isInstance)
                .map(Step.UnlabelTemplate.class::cast);
    }

    Workload workload(ObjectKey key) {
        return world.snapshot().workloads().stream()
                .filter(workload -> workload.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    Stream<Step.RestoreSelector> restores() {
        return plan.steps().stream()
                .filter(Step.RestoreSelector.class::isInstance)
                .map(Step.RestoreSelector.class::cast);
    }

    Service service(ServiceReference reference) {
        return world.snapshot().services().stream()
                .filter(service -> service.reference().equals(reference))
                .findFirst()
                .orElseThrow();
    }

    boolean isForged(ServiceReference reference) {
        return world.forged().containsKey(reference);
    }

    Stream<Policy> policies() {
        return Stream.concat(Stream.of(world.policy()), world.peers().stream());
    }

    private static ServiceVerdict forged(World world, ServiceVerdict verdict) {
        var repair = world.forged().getOrDefault(verdict.reference(), verdict.repair());
        return new ServiceVerdict(
                verdict.reference(),
                verdict.service(),
                verdict.serviceClass(),
                verdict.callSites(),
                verdict.workloads(),
                repair);
    }

    /** What was decided, beside the world that it was decided on. */
    @Override
    public String toString() {
        return plan.services().stream()
                        .map(service -> "  plan " + service.verdict().reference() + " " + service.state() + " "
                                + service.steps() + " " + service.refusals() + "\n")
                        .collect(Collectors.joining())
                + world;
    }
}
