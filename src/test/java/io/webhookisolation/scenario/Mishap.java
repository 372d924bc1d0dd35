package io.webhookisolation.scenario;

import io.webhookisolation.cluster.proxy.Faults;
import io.webhookisolation.cluster.proxy.Faults.When;
import io.webhookisolation.cluster.proxy.Gate;

/** What can become of a write. */
enum Mishap {
    ANSWERED_409("answered 409"),
    ANSWERED_422("answered 422"),
    ANSWERED_429("answered 429"),
    ANSWERED_500("answered 500"),
    DROPPED_BEFORE("connection dropped before it is done"),
    DROPPED_AFTER("connection dropped after it is done"),
    TIMED_OUT("timed out, arrives late"),
    KILLED_BEFORE("operator killed before"),
    KILLED_AFTER("operator killed after");

    private final String title;

    Mishap(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** @param gate where what arrives late waits */
    Faults.Fault fault(Gate gate) {
        return switch (this) {
            case ANSWERED_409 -> Faults.conflict();
            case ANSWERED_422 -> Faults.unprocessable();
            case ANSWERED_429 -> Faults.tooManyRequests();
            case ANSWERED_500 -> Faults.internalError();
            case DROPPED_BEFORE -> new Faults.Drop(When.BEFORE_IT_IS_DONE);
            case DROPPED_AFTER -> new Faults.Drop(When.AFTER_IT_IS_DONE);
            case TIMED_OUT -> new Faults.Hold(When.BEFORE_IT_IS_DONE, gate);
            case KILLED_BEFORE -> new Faults.Cut(When.BEFORE_IT_IS_DONE);
            case KILLED_AFTER -> new Faults.Cut(When.AFTER_IT_IS_DONE);
        };
    }

    boolean kills() {
        return this == KILLED_BEFORE || this == KILLED_AFTER;
    }

    /** Whether more than one plain refusal differs: what the proxy answers never comes to the API server, so one such will do. */
    boolean concernsTheServer() {
        return switch (this) {
            case ANSWERED_409, DROPPED_AFTER, TIMED_OUT, KILLED_BEFORE, KILLED_AFTER -> true;
            case ANSWERED_422, ANSWERED_429, ANSWERED_500, DROPPED_BEFORE -> false;
        };
    }
}
