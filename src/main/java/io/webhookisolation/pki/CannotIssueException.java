package io.webhookisolation.pki;

/** The authority cannot issue what was asked for; the message says why. */
public final class CannotIssueException extends Exception {

    private static final long serialVersionUID = 1;

    public CannotIssueException(String message) {
        super(message);
    }
}
