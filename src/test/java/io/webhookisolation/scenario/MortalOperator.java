package io.webhookisolation.scenario;

import io.webhookisolation.cluster.proxy.FaultProxy;
import java.util.function.Supplier;

/** An operator that dies when its way to the API server is cut, and whose successor takes its place once somebody looks. */
final class MortalOperator implements AutoCloseable {

    private final FaultProxy proxy;
    private final Supplier<RunningOperator> birth;
    private RunningOperator present;
    private int deaths;

    /**
     * Starts the first one.
     *
     * @param proxy through which all of them go
     */
    MortalOperator(FaultProxy proxy, Supplier<RunningOperator> birth) {
        this.proxy = proxy;
        this.birth = birth;
        this.present = birth.get();
    }

    boolean isAlive() {
        return proxy.isReachable();
    }

    int deaths() {
        return deaths;
    }

    void replaceIfDead() {
        if (!isAlive()) {
            present.kill();
            deaths++;
            proxy.reconnect();
            present = birth.get();
        }
    }

    @Override
    public void close() {
        if (isAlive()) {
            present.close();
        } else {
            present.kill();
        }
    }
}
