package io.webhookisolation.scenario;

import io.webhookisolation.cluster.proxy.Call;
import java.util.List;

/** Somebody who rotates: the operator, or who stands in for it. */
@FunctionalInterface
interface Rotation extends AutoCloseable {

    /**
     * Carries out one rotation of what this stage serves and trusts, from the generation that its Pods serve to the next;
     * returns when there is nothing left to do.
     */
    void rotate(RotationStage stage) throws Exception;

    /** What it has written so far, where somebody can tell. */
    default List<Call> writes() {
        return List.of();
    }

    /** Called once, after the last rotation. */
    @Override
    default void close() {}
}
