package io.webhookisolation.app;

/** Ends a command with exit code 2; the message is one sentence for the user, and no stack trace is shown. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailure(String sentence) {
        super(sentence);
    }

    CommandFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
