package io.webhookisolation.model;

import java.time.Duration;
import java.util.Optional;

/** What became of one guarded write; nothing is retried inside, the next reconcile decides anew. */
public sealed interface StepResult {

    /** The word of label {@code result} in metric {@code writes_total}. */
    String word();

    /** One sentence for status and log. */
    String message();

    /**
     * The write stands.
     *
     * @param resourceVersion of the object after the last write; empty if nothing had to be written
     * @param leftover why our entry still stands in {@code managedFields}; empty when it is gone
     */
    record Done(String resourceVersion, String leftover) implements StepResult {

        @Override
        public String word() {
            return "ok";
        }

        @Override
        public String message() {
            return leftover.isEmpty() ? "written" : "written, but our managedFields entry is left: " + leftover;
        }
    }

    /** The object is not the one that was decided on any more; nothing was written. */
    record Moved(String message) implements StepResult {

        @Override
        public String word() {
            return "conflict";
        }
    }

    /** Not even tried, and {@code message} says why. */
    record Withheld(String message) implements StepResult {

        @Override
        public String word() {
            return "withheld";
        }
    }

    /** We lack a permission; {@code message} is the API server's own. */
    record Forbidden(String verb, String resource, String message) implements StepResult {

        @Override
        public String word() {
            return "denied";
        }
    }

    /** Admission refused it; {@code webhook} is empty where an admission policy did, and {@code message} names it. */
    record DeniedByWebhook(String webhook, String message) implements StepResult {

        @Override
        public String word() {
            return "denied";
        }
    }

    /** The API server did not do it now; it may or may not stand, and the preconditions make another try harmless. */
    record Failed(String message, Optional<Duration> retryAfter) implements StepResult {

        @Override
        public String word() {
            return "error";
        }
    }
}
