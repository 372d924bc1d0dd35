package io.webhookisolation.demo;

import java.util.Locale;

/**
 * What the demo is asked for by system properties.
 *
 * @param seed draws all names and label values, and the endpoints that calls go to
 * @param json print one JSON object as the last line
 * @param mode {@code Enforce}, or {@code Audit} to see that nothing is written
 */
record DemoOptions(long seed, boolean json, String mode) {

    static final int CALLS = 20;

    /**
     * Reads {@code demo.seed}, {@code demo.output} and {@code demo.mode}; empty ones count as not given.
     *
     * @throws IllegalArgumentException with a sentence that names the property
     */
    static DemoOptions fromProperties() {
        return new DemoOptions(
                number("demo.seed", 1),
                oneOf("demo.output", "text", "json").equals("json"),
                oneOf("demo.mode", "Enforce", "Audit"));
    }

    private static String oneOf(String property, String standard, String other) {
        var value = System.getProperty(property, "");
        if (value.isEmpty() || value.toLowerCase(Locale.ROOT).equals(standard.toLowerCase(Locale.ROOT))) {
            return standard;
        }
        if (value.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT))) {
            return other;
        }
        throw new IllegalArgumentException(
                "-D" + property + " must be " + standard + " or " + other + ", not '" + value + "'");
    }

    private static long number(String property, long standard) {
        var value = System.getProperty(property, "");
        try {
            return value.isEmpty() ? standard : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("-D" + property + " must be a whole number, not '" + value + "'", e);
        }
    }
}
