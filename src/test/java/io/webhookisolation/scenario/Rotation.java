package io.webhookisolation.scenario;

/** Somebody who rotates: the operator, or who stands in for it. */
@FunctionalInterface
interface Rotation extends AutoCloseable {

    /**
     * Carries out one rotation of what this stage serves and trusts, from the generation that its Pods serve to the next;
     * returns when there is nothing left to do.
     */
    void rotate(RotationStage stage) throws Exception;

    /** Called once, after the last rotation. */
    @Override
    default void close() {}
}
