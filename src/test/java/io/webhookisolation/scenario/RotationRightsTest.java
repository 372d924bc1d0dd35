package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.webhookisolation.app.Right;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.proxy.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code deploy/kustomize/components/rotate} grants is what adopting and rotating a webhook takes, and no more. */
@OnControlPlane
class RotationRightsTest {

    private static final int LOOKS = 3;

    private final ControlPlane plane;
    private final TestNamespace namespace;
    private final List<Deprived> deprived = new ArrayList<>();

    /** Each has an operator of its own, so that all wait at the same time. */
    private record Deprived(Right right, TenantRotation rotation) {

        void awaitNamed() {
            rotation.tenant().until(this::isNamed);
        }

        private boolean isNamed() {
            return rotation.tenant()
                    .stalled()
                    .filter(stalled -> stalled.getReason().equals("Forbidden"))
                    .filter(stalled -> stalled.getMessage().contains("cannot " + right))
                    .isPresent();
        }

        /** An authority is made for what is adopted, and the next one goes into the same Secret. */
        boolean isNeededToRotate() {
            return !right.verb().equals("create");
        }
    }

    RotationRightsTest(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace;
    }

    @AfterEach
    void stop() {
        deprived.forEach(one -> one.rotation().close());
    }

    @Test
    void eachRightThatIsMissingIsNamedAndNothingIsHalfDoneUntilItIsGranted() {
        // when it is missing from the start
        Right.ofRotation().forEach(right -> deprived.add(deprived(right)));

        // then
        assertThat(deprived).hasSize(12);
        deprived.forEach(Deprived::awaitNamed);
        var former = deprived.stream().map(one -> one.rotation().stored()).toList();
        letThemLook(deprived);
        assertThat(deprived).extracting(one -> one.rotation().stored()).isEqualTo(former);
        assertThat(deprived).allMatch(one -> one.rotation().isFormerTrusted());
        assertNoCallFails();

        // when
        deprived.forEach(one -> one.right().allowTo(one.rotation().tenant().account()));

        // then
        deprived.forEach(one -> one.rotation().awaitSteady());
        assertThat(deprived).extracting(one -> one.rotation().stored()).doesNotContainAnyElementsOf(former);
        assertNoCallFails();

        // when it is taken away while it runs
        var needed = deprived.stream().filter(Deprived::isNeededToRotate).toList();
        needed.forEach(one -> one.right().denyTo(one.rotation().tenant().account()));
        needed.forEach(one -> one.rotation().rotate());

        // then
        needed.forEach(Deprived::awaitNamed);
        letThemLook(needed);
        assertNoCallFails();

        // when
        needed.forEach(one -> one.right().allowTo(one.rotation().tenant().account()));

        // then
        needed.forEach(one -> one.rotation().awaitSteady());
        assertNoCallFails();
    }

    @Test
    void aRotationAsksForAllThatTheRolesGrantAndForNothingElse() {
        try (var rotation = new TenantRotation(plane, namespace.name(), account -> {})) {
            // when
            rotation.awaitSteady();
            var adopted = rotation.stored();
            rotation.rotate();
            rotation.tenant().until(() -> !rotation.stored().equals(adopted));
            rotation.awaitSteady();

            // then
            var asked = rotation.tenant().account().proxy().calls().stream()
                    .filter(call -> !call.resource().startsWith("/"))
                    .toList();
            var granted = Stream.concat(Right.all(), Right.ofRotation())
                    .map(Right::toString)
                    .toList();
            assertThat(asked)
                    .extracting(call -> call.verb() + " " + call.resource())
                    .isSubsetOf(granted)
                    .containsAll(Right.ofRotation().map(Right::toString).toList());
            assertThat(asked)
                    .filteredOn(call -> call.resource().equals("secrets"))
                    .extracting(Call::namespace)
                    .containsOnly(rotation.tenant().name(), namespace.name());
        }
    }

    private Deprived deprived(Right right) {
        var operators = namespace.name() + "-" + deprived.size();
        plane.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(operators)
                        .endMetadata()
                        .build())
                .create();
        return new Deprived(right, new TenantRotation(plane, operators, right::denyTo));
    }

    /** For longer than an operator waits before it issues. */
    private static void letThemLook(List<Deprived> some) {
        var enough = some.stream().map(one -> one.rotation().looks() + LOOKS).toList();
        for (var i = 0; i < some.size(); i++) {
            some.get(i).rotation().awaitLooks(enough.get(i));
        }
    }

    private void assertNoCallFails() {
        deprived.forEach(one -> one.rotation().assertNoCallFails());
    }
}
