package io.webhookisolation.model;

/**
 * One observation that speaks for or against a workload as the owner of a Service.
 *
 * @param code {@code E1} … {@code E11}, explained in docs/concepts.md
 * @param weight positive for, negative against; 0 is shown but decides nothing
 * @param sentence what was seen, with names, for people
 */
public record Evidence(String code, int weight, String sentence) {
    @Override
    public String toString() {
        return code + " " + (weight > 0 ? "+" : "") + weight + ": " + sentence;
    }
}
