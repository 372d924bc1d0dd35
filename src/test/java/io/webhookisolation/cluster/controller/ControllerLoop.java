package io.webhookisolation.cluster.controller;

import io.webhookisolation.cluster.api.Change;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs all controllers on one thread, in the order of the changes, so that equal histories give equal clusters.
 *
 * <p>It knows when nothing is left to do: tests wait for that instead of for some time.
 */
public final class ControllerLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControllerLoop.class);

    private record Work(Controller controller, Controller.Key key) {}

    private final List<Controller> controllers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SequencedSet<Work> queue = new LinkedHashSet<>();
    private final Set<Controller> held = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private boolean busy;

    public ControllerLoop(List<Controller> controllers) {
        this.controllers = List.copyOf(controllers);
        this.thread = Thread.ofVirtual().name("controllers").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** To be called for each change, by the thread that makes it. */
    public void changed(Change change) {
        lock.lock();
        try {
            for (var controller : controllers) {
                controller.affectedBy(change).forEach(key -> queue.add(new Work(controller, key)));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The controller does nothing more until it is released, as one that is slow or fails over. */
    public void hold(Controller controller) {
        held.add(controller);
    }

    public void release(Controller controller) {
        lock.lock();
        try {
            held.remove(controller);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns once no controller that is not held has anything left to do. */
    public void awaitSettled(Duration timeout) throws InterruptedException, TimeoutException {
        var left = timeout.toNanos();
        lock.lock();
        try {
            while (busy || queue.stream().anyMatch(this::runnable)) {
                if (left <= 0) {
                    throw new TimeoutException("The controllers are still busy after " + timeout + " with " + queue);
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                perform(next());
            }
        } catch (InterruptedException closing) {
            // close() ends the loop.
        }
    }

    private void perform(Work work) {
        try {
            work.controller().reconcile(work.key());
        } catch (RuntimeException defect) {
            LOG.error("controller {} failed on {}", work.controller(), work.key(), defect);
        }
    }

    private Work next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            busy = false;
            changed.signalAll();
            while (queue.stream().noneMatch(this::runnable)) {
                changed.await();
            }
            var work = queue.stream().filter(this::runnable).findFirst().orElseThrow();
            queue.remove(work);
            busy = true;
            return work;
        } finally {
            lock.unlock();
        }
    }

    private boolean runnable(Work work) {
        return !held.contains(work.controller());
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
