package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.world.Shape;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServicePlan;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Step;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** What occurred in the worlds visited: a promise is worth no more than the worlds that could have broken it. */
final class Happenings {

    private static final int LEAST_PERCENT_OF_OVERLAP = 20;
    private static final String WORLD = "world";
    private static final String SHAPE = "shape ";
    private static final String OVERLAP = "overlap";
    private static final String FIGHT = "step narrow against the manager";

    private final Map<String, LongAdder> worlds = new ConcurrentHashMap<>();

    void count(Planned planned) {
        Stream.concat(
                        planned.analysis().services().stream().flatMap(Happenings::of),
                        planned.plan().services().stream().flatMap(Happenings::of))
                .distinct()
                .forEach(this::add);
        Shape.all().stream()
                .filter(shape -> shape.isIn().test(planned.world()))
                .forEach(shape -> add(SHAPE + shape.name()));
        add(WORLD);
    }

    void areManifold() {
        print();
        assertThat(worlds).containsKeys(expected().toArray(String[]::new));
        assertThat(100 * number(OVERLAP) / number(WORLD))
                .as("percent of the worlds that overlap")
                .isGreaterThanOrEqualTo(LEAST_PERCENT_OF_OVERLAP);
        Shape.all().forEach(this::holdTheirShare);
    }

    private void holdTheirShare(Shape shape) {
        assertThat(1_000 * number(SHAPE + shape.name()) / number(WORLD))
                .as("of 1000 worlds have: %s", shape.name())
                .isGreaterThanOrEqualTo(shape.leastPerMille());
    }

    private void print() {
        new TreeMap<>(worlds)
                .forEach((name, count) ->
                        System.out.printf("%6.2f %% of the worlds: %s%n", 100.0 * count.sum() / number(WORLD), name));
    }

    private void add(String name) {
        worlds.computeIfAbsent(name, absent -> new LongAdder()).increment();
    }

    private long number(String name) {
        return worlds.getOrDefault(name, new LongAdder()).sum();
    }

    private static Stream<String> of(ServiceVerdict verdict) {
        var serviceClass = Stream.of("class " + verdict.serviceClass());
        return verdict.serviceClass().isOverlap() ? Stream.concat(serviceClass, Stream.of(OVERLAP)) : serviceClass;
    }

    private static Stream<String> of(ServicePlan plan) {
        return Stream.of(
                        Stream.of("state " + plan.state()),
                        plan.refusals().stream().map(refusal -> "refused by " + refusal.predicate()),
                        plan.steps().stream().map(Happenings::of),
                        plan.steps().stream().flatMap(step -> fight(step, plan)),
                        plan.conflictsWith().stream().map(other -> "conflict"))
                .flatMap(names -> names);
    }

    /** Those where the policy overrides a manager that will undo it. */
    private static Stream<String> fight(Step step, ServicePlan plan) {
        return step instanceof Step.NarrowSelector
                ? plan.verdict().service().stream()
                        .filter(service -> !service.manager().keepsAddedKeys())
                        .map(service -> FIGHT)
                : Stream.empty();
    }

    private static String of(Step step) {
        return switch (step) {
            case Step.NarrowSelector narrow -> "step narrow";
            case Step.RestoreSelector restore -> "step restore " + restore.cause();
            case Step.ReleaseFields release -> "step release";
            case Step.LabelTemplate label -> "step label";
            case Step.UnlabelTemplate unlabel -> "step unlabel";
            case Step.ReleaseTemplate release -> "step release template";
        };
    }

    private static Stream<String> expected() {
        return Stream.of(
                        Stream.of(ServiceClass.values()).map(serviceClass -> "class " + serviceClass),
                        Stream.of(Predicate.values()).map(predicate -> "refused by " + predicate),
                        Stream.of(RestoreCause.values()).map(cause -> "step restore " + cause),
                        Stream.of(SelectorState.values()).map(state -> "state " + state),
                        Stream.of(
                                FIGHT,
                                "step narrow",
                                "step release",
                                "step label",
                                "step unlabel",
                                "step release template",
                                "conflict"))
                .flatMap(names -> names);
    }
}
