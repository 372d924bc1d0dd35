package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.cluster.EmbeddedControlPlane;
import io.webhookisolation.fixture.time.SimulatedTime;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each right that {@code deploy/kustomize/base} grants is taken away, and given back. */
class MissingRightsTest {

    private static final String NAMESPACE = "operators";
    private static final Duration A_WHILE = Duration.ofSeconds(20);
    private static final int POLLS_PER_CHANGE = 5;

    private final EmbeddedControlPlane plane = EmbeddedControlPlane.start();
    private final SimulatedTime time = new SimulatedTime();
    private HinderedNamespace world;
    private int polls;

    static Stream<Right> rights() {
        return Right.all();
    }

    @BeforeEach
    void install() {
        plane.createNamespace(NAMESPACE);
        world = new HinderedNamespace(plane, NAMESPACE);
    }

    @AfterEach
    void stop() {
        plane.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rights")
    void a_missing_right_is_named_and_nothing_is_written_until_it_is_granted(Right right) {
        right.denyTo(world.account());

        try (var operator = right.isOfLease() ? startWithShortLease() : start()) {
            // at the start
            assertHinders(right, operator, right.isToldInAStatusAtTheStart());
            grant(right);
            until(operator, () -> isWell(operator));

            // while it runs
            operator.forgetWhatItSaid();
            takeAway(right);
            if (right.isOfLease()) {
                assertCostsTheLease(right, operator);
                return;
            }
            world.renewService();
            plane.awaitSettled();
            assertHinders(right, operator, right.isToldInAStatusWhileItRuns());
            grant(right);
            until(operator, () -> isWell(operator));
        }
    }

    @Test
    void asks_for_nothing_that_the_roles_do_not_grant() {
        try (var operator = start()) {
            until(operator, () -> isWell(operator));
        }

        assertThat(world.account().proxy().calls())
                .filteredOn(call -> !call.resource().startsWith("/"))
                .extracting(call -> call.verb() + " " + call.resource())
                .isSubsetOf(Right.all().map(Right::toString).toList());
    }

    private HinderedOperator start() {
        return HinderedOperator.start(plane, time, NAMESPACE);
    }

    private HinderedOperator startWithShortLease() {
        return HinderedOperator.startWithShortLease(plane, time, NAMESPACE);
    }

    /** A watch that stands is not cut by the loss of a right; it ends every few minutes, and then a new one is refused. */
    private void takeAway(Right right) {
        right.denyTo(world.account());
        plane.server().compact();
        world.account().proxy().watches().closeAll();
    }

    private void grant(Right right) {
        right.allowTo(world.account());
        if (right.isForTheMomentOfAWrite()) {
            world.touchService();
        }
    }

    private void assertHinders(Right right, HinderedOperator operator, boolean toldInAStatus) {
        if (right.isOfEvents()) {
            assertHindersEventsOnly(right, operator);
            return;
        }
        until(operator, () -> isNamed(right, operator));
        var before = world.writes().size();
        var end = time.instant().plus(A_WHILE);
        until(operator, () -> time.instant().isAfter(end));
        assertThat(world.selector()).isEqualTo(HinderedNamespace.BROAD);
        assertThat(world.writes()).hasSize(before);
        assertThat(operator.ended()).isEqualTo(-1);
        until(operator, () -> !toldInAStatus || world.isStalledBy(right));
    }

    private void assertHindersEventsOnly(Right right, HinderedOperator operator) {
        until(operator, world::isNarrow);
        world.widen();
        until(operator, () -> world.isNarrow() && operator.said("cannot " + right.verb() + " resource \"events\""));
    }

    /** It takes no more than what renews it to keep it. */
    private void assertCostsTheLease(Right right, HinderedOperator operator) {
        if (right.verb().equals("create")) {
            until(operator, () -> isNamed(right, operator));
            assertThat(operator.ended()).isEqualTo(-1);
        } else {
            until(operator, () -> operator.ended() == ExitCode.LEASE_LOST);
        }
    }

    /** Has something change now and then: rounds of probes would else wait a second each for a clock that only tests move. */
    private void until(HinderedOperator operator, BooleanSupplier condition) {
        operator.until(() -> {
            if (polls++ % POLLS_PER_CHANGE == 0) {
                world.touchNeighbour();
            }
            return condition.getAsBoolean();
        });
    }

    private boolean isNamed(Right right, HinderedOperator operator) {
        var denial = "cannot " + right;
        return right.isForTheMomentOfAWrite()
                ? world.isStalledBy(right)
                : operator.said(denial) && operator.readiness().contains(denial);
    }

    private boolean isWell(HinderedOperator operator) {
        return world.isNarrow() && operator.isReady() && world.stalled().isEmpty() && operator.saidItIsOver();
    }
}
