package io.webhookisolation.cluster.proxy;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets threads pass, or holds them back until it is opened again. */
public final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private boolean shut;

    /** One that lets nobody pass at first. */
    public static Gate closed() {
        var gate = new Gate();
        gate.shut();
        return gate;
    }

    public void shut() {
        set(true);
    }

    public void open() {
        set(false);
    }

    void pass() throws InterruptedException {
        lock.lock();
        try {
            while (shut) {
                opened.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void set(boolean newShut) {
        lock.lock();
        try {
            shut = newShut;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
