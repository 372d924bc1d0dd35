package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.fixture.time.SimulatedTime;
import io.webhookisolation.scenario.ControlPlane;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One operator, from which each right is taken in turn; {@link MissingRightsTest} tells of each apart, from the start on.
 *
 * <p>Left out is the right to ask for one's rights: a real cluster grants it to everybody ({@code system:basic-user}).
 */
@OnControlPlane
class MissingRightsOnBothPlanesTest {

    private final HinderedNamespace world;
    private final HinderedOperator operator;

    MissingRightsOnBothPlanesTest(ControlPlane plane, TestNamespace namespace) {
        world = new HinderedNamespace(plane, namespace.name());
        world.account().deny("patch", "", "services");
        operator = HinderedOperator.startIn(plane, new SimulatedTime(), namespace.name());
    }

    @AfterEach
    void stop() {
        operator.close();
        world.close();
    }

    @Test
    @Timeout(value = 90, unit = TimeUnit.SECONDS)
    void each_missing_right_is_named_and_hinders_what_needs_it_until_it_is_granted() {
        // one right is always missing, the next one before the last is granted
        var hindering = Right.all().filter(Right::isForTheService).toList();
        var last = hindering.stream().reduce(new Right("patch", "", "services"), this::passOn);
        assertThat(hindering).hasSizeGreaterThan(30);
        assertThat(world.writes()).isEmpty();

        // all are granted
        grant(last);
        operator.until(this::isWell);
        assertThat(world.writes()).isNotEmpty();

        // the Lease outlives a denial that is short
        Right.all().filter(Right::isOfLease).forEach(this::assertNamed);

        // nothing depends on Events
        Right.all().filter(Right::isOfEvents).forEach(this::assertHindersEventsOnly);
        assertThat(operator.ended()).isEqualTo(-1);
    }

    /** Until the second is all that is missing, and is known to be. */
    private Right passOn(Right missing, Right next) {
        takeAway(next);
        grant(missing);
        operator.until(() -> isTheOnlyProblem(next, missing));
        assertThat(world.selector()).as("while it cannot %s", next).isEqualTo(HinderedNamespace.BROAD);
        return next;
    }

    private boolean isTheOnlyProblem(Right missing, Right granted) {
        var known = missing.isForTheMomentOfAWrite() || isNamed(missing);
        var told = !missing.isToldInAStatusWhileItRuns() || (world.isStalledBy(missing) && !world.isStalledBy(granted));
        return known && told;
    }

    /** A watch that stands is not cut by the loss of a right; and while one can be had, nothing is listed. */
    private void takeAway(Right right) {
        right.denyTo(world.account());
        if (right.isReadWithEachLook()) {
            world.touchService();
            operator.until(() -> world.isStalledBy(right));
        }
        if (right.isForTheMomentOfAWrite()) {
            return;
        }
        var watches = world.account().proxy().watches();
        switch (right.verb()) {
            case "list" -> watches.refuse();
            case "watch" -> watches.closeAll();
            default -> {}
        }
        operator.until(() -> operator.said("cannot " + right));
        watches.admit();
    }

    private void grant(Right right) {
        right.allowTo(world.account());
        world.touchService();
    }

    private void assertNamed(Right right) {
        right.denyTo(world.account());
        operator.until(() -> isNamed(right));
        right.allowTo(world.account());
        operator.until(this::isWell);
    }

    private void assertHindersEventsOnly(Right right) {
        world.renewService();
        operator.until(world::isNarrow);
        right.denyTo(world.account());
        operator.forgetWhatItSaid();
        if (right.verb().equals("create")) {
            world.renewService();
        } else {
            world.widen();
        }
        operator.until(() -> world.isNarrow() && operator.said("cannot " + right.verb() + " resource \"events\""));
        right.allowTo(world.account());
    }

    private boolean isNamed(Right right) {
        return operator.said("cannot " + right) && operator.readiness().contains("cannot " + right);
    }

    private boolean isWell() {
        return world.isNarrow() && operator.isReady() && world.stalled().isEmpty();
    }
}
