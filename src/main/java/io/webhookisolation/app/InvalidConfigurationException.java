package io.webhookisolation.app;

/** A configuration that cannot be run; the message names the flag and what it must be. */
public final class InvalidConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidConfigurationException(String message) {
        super(message);
    }
}
