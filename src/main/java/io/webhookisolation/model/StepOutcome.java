package io.webhookisolation.model;

/** A Step and what became of it. */
public record StepOutcome(Step step, StepResult result) {

    public boolean done() {
        return result instanceof StepResult.Done;
    }
}
