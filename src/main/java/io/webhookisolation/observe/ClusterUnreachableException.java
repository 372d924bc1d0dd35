package io.webhookisolation.observe;

/** The API server could not be asked at all; the message is a sentence for the user. */
public final class ClusterUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClusterUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
