package io.webhookisolation.plan;

import io.webhookisolation.fixture.property.Property;
import java.util.HashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The promises of docs/concepts.md, on thousands of worlds; a failure shows the smallest world that breaks one. */
class PlannerPropertiesTest {

    private static final int ENOUGH_WORLDS = 2_000;

    @TestFactory
    Stream<DynamicTest> ofEveryWorld() {
        var happenings = new Happenings();
        var statements = new HashMap<>(Promises.ALL);
        statements.put("(counting what happens)", happenings::count);
        var promises = Planned.property().tests(statements);
        return Property.worlds() < ENOUGH_WORLDS
                ? promises
                : Stream.concat(
                        promises,
                        Stream.of(DynamicTest.dynamicTest(
                                "aFifthOfTheWorldsOverlapAndEveryShapePredicateAndStepOccurs",
                                happenings::areManifold)));
    }
}
