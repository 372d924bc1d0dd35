package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.property.Property;
import io.webhookisolation.fixture.world.Worlds;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.ServicePlan;
import io.webhookisolation.model.Step;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A property is worth what its worlds hold: how many overlap, and whether every rule had something to refuse. */
class PlanSharesTest {

    private static final int ENOUGH_WORLDS = 1_000;

    @Test
    void aFifthOfTheWorldsOverlapAndEveryPredicateStepAndStateOccurs() {
        Assumptions.assumeTrue(Property.worlds() >= ENOUGH_WORLDS, "shares of a few worlds mean nothing");
        Map<String, LongAdder> counts = new ConcurrentHashMap<>();

        Worlds.property()
                .holdsFor(world -> happenings(Planned.of(world))
                        .distinct()
                        .forEach(name -> counts.computeIfAbsent(name, absent -> new LongAdder())
                                .increment()));

        new TreeMap<>(counts)
                .forEach((name, count) ->
                        System.out.printf("%5.1f %% of worlds: %s%n", 100.0 * count.sum() / Property.worlds(), name));
        assertThat(counts).containsKeys(expected().toArray(String[]::new));
        assertThat(counts.getOrDefault("overlap", new LongAdder()).sum() * 100 / Property.worlds())
                .as("share of worlds that overlap")
                .isGreaterThanOrEqualTo(20);
    }

    private static Stream<String> happenings(Planned planned) {
        var verdicts = planned.analysis().services().stream();
        return Stream.concat(
                verdicts.flatMap(verdict -> Stream.of(
                        "class " + verdict.serviceClass().reason(),
                        verdict.serviceClass().isOverlap() ? "overlap" : "no overlap")),
                planned.plan().services().stream().flatMap(PlanSharesTest::happenings));
    }

    private static Stream<String> happenings(ServicePlan plan) {
        return Stream.of(
                        Stream.of("state " + plan.state()),
                        plan.refusals().stream().map(refusal -> "refusal " + refusal.predicate()),
                        plan.steps().stream().map(PlanSharesTest::name),
                        plan.conflictsWith().stream().map(other -> "conflict"))
                .flatMap(names -> names);
    }

    private static String name(Step step) {
        return "step "
                + switch (step) {
                    case Step.NarrowSelector narrow -> "narrow";
                    case Step.RestoreSelector restore -> restore.cause();
                    case Step.ReleaseFields release -> "release";
                };
    }

    private static Stream<String> expected() {
        return Stream.of(
                        Stream.of(Predicate.values()).map(predicate -> "refusal " + predicate),
                        Stream.of(RestoreCause.values()).map(cause -> "step " + cause),
                        Stream.of(SelectorState.values()).map(state -> "state " + state),
                        Stream.of("step narrow", "step release", "conflict"))
                .flatMap(names -> names);
    }
}
