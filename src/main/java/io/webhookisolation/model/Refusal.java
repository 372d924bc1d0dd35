package io.webhookisolation.model;

/** Why a write is not made: the predicate, and a sentence with names. */
public record Refusal(Predicate predicate, String sentence) {
    @Override
    public String toString() {
        return predicate + " " + predicate.title() + ": " + sentence;
    }
}
