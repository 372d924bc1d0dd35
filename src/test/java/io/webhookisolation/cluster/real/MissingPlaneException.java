package io.webhookisolation.cluster.real;

/** The programs of a control plane are not on this machine; the message says how to get them. */
public final class MissingPlaneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingPlaneException(String message) {
        super(message);
    }
}
