package io.webhookisolation.probe;

import io.webhookisolation.model.ServiceReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Lets at most so many probes of one Service and so many in total run at the same time; the others wait their turn. */
final class ProbePermits {

    private final int perService;
    private final Semaphore total;
    private final ConcurrentMap<ServiceReference, Gate> gates = new ConcurrentHashMap<>();

    ProbePermits(ProbeLimits limits) {
        perService = limits.perService();
        total = new Semaphore(limits.total(), true);
    }

    <T> T within(ServiceReference service, Supplier<T> probe) throws InterruptedException {
        var gate = enter(service);
        try {
            gate.permits.acquire();
            try {
                total.acquire();
                try {
                    return probe.get();
                } finally {
                    total.release();
                }
            } finally {
                gate.permits.release();
            }
        } finally {
            leave(service);
        }
    }

    private Gate enter(ServiceReference service) {
        return gates.compute(service, (key, known) -> {
            var gate = known == null ? new Gate(new Semaphore(perService, true), 0) : known;
            return new Gate(gate.permits, gate.users + 1);
        });
    }

    /** The last one out removes the gate, so that deleted Services leave nothing behind. */
    private void leave(ServiceReference service) {
        gates.computeIfPresent(service, (key, gate) -> gate.users == 1 ? null : new Gate(gate.permits, gate.users - 1));
    }

    private record Gate(Semaphore permits, int users) {}
}
