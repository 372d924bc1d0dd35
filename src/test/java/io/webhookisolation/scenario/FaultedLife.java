package io.webhookisolation.scenario;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.FaultProxy;
import io.webhookisolation.cluster.proxy.Gate;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * An operator whose writes all meet the same mishap; where that is its death, another takes its place.
 *
 * <p>Something happens in the namespace all the time, as in any cluster, so that nobody waits for the end of a back-off.
 */
final class FaultedLife implements AutoCloseable {

    /** Enough for a request that nothing holds back, and short enough for one that waits for this to pass. */
    private static final int TIMEOUT_MILLIS = 2_000;

    private static final int RETRIES = 3;

    /** Passes with each look, since each successor probes all Pods anew, and again after a while. */
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    private static final int POLLS_PER_TOUCH = 10;

    private final FoundingNamespace world;
    private final Mishap mishap;
    private final FaultProxy proxy;
    private final Map<Write, Integer> met = new EnumMap<>(Write.class);
    private Gate gate = Gate.closed();
    private final MortalOperator operator;
    private int polls;

    FaultedLife(FoundingNamespace world, Mishap mishap, Write... first) {
        this.world = world;
        this.mishap = mishap;
        this.proxy = world.account().proxy();
        arm(first);
        this.operator = new MortalOperator(proxy, this::start);
    }

    /** The next write of each of these kinds meets the mishap. */
    void arm(Write... writes) {
        for (var write : writes) {
            met.merge(write, 1, Integer::sum);
            proxy.faults().next(write::isMadeBy, mishap.fault(gate));
        }
    }

    void until(BooleanSupplier condition) {
        world.until(() -> {
            world.time().advance(A_WHILE);
            operator.replaceIfDead();
            if (polls++ % POLLS_PER_TOUCH == 0) {
                touch();
            }
            return condition.getAsBoolean();
        });
    }

    /** Waits until all that was armed has struck, and lets arrive what is late. */
    void untilAllIsMet() {
        until(() -> proxy.faults().pending() == 0 && operator.isAlive());
        gate.open();
        until(() -> mishap != Mishap.TIMED_OUT || writes().stream().allMatch(call -> call.code() != 0));
        gate = Gate.closed();
    }

    /** Of all operators so far. */
    List<Call> writes() {
        return proxy.calls().stream().filter(Call::isWrite).toList();
    }

    FaultTable.Row row(int leastOwners) {
        var cells = new EnumMap<Write, FaultTable.Cell>(Write.class);
        for (var write : Write.values()) {
            var calls = writes().stream().filter(write::isMadeBy).toList();
            var accepted = calls.stream().filter(Call::done).count();
            cells.put(write, new FaultTable.Cell(met.getOrDefault(write, 0), calls.size(), accepted));
        }
        return new FaultTable.Row(mishap, cells, operator.deaths(), leastOwners);
    }

    private RunningOperator start() {
        var patient = proxy.configuration();
        var configuration = new ConfigBuilder(patient)
                .withRequestTimeout(mishap == Mishap.TIMED_OUT ? TIMEOUT_MILLIS : patience(patient))
                .withRequestRetryBackoffLimit(RETRIES)
                .build();
        return world.startOperator(
                new KubernetesClientBuilder().withConfig(configuration).build());
    }

    private static int patience(Config configuration) {
        return configuration.getRequestTimeout();
    }

    private void touch() {
        world.client()
                .services()
                .inNamespace(world.namespace())
                .withName(world.kueue().component().service())
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\": {\"labels\": {\"touched\": \"" + polls + "\"}}}");
    }

    @Override
    public void close() {
        gate.open();
        operator.close();
    }
}
