package io.webhookisolation.demo;

import java.util.Locale;

/**
 * What the demo is asked for by system properties.
 *
 * @param seed draws all names and label values, and the endpoints that calls go to
 * @param json print one JSON object as the last line
 * @param mode {@code Enforce}, or {@code Audit} to see that nothing is written
 * @param real etcd, kube-apiserver and kube-controller-manager instead of the embedded control plane
 */
record DemoOptions(long seed, boolean json, String mode, boolean real) {

    static final int CALLS = 20;

    /**
     * Reads {@code demo.seed}, {@code demo.output}, {@code demo.mode} and {@code demo.controlPlane}; empty ones count as not given.
     *
     * @throws IllegalArgumentException with a sentence that names the property
     */
    static DemoOptions fromProperties() {
        return new DemoOptions(
                number("demo.seed", 1),
                oneOf("demo.output", "text", "json").equals("json"),
                oneOf("demo.mode", "Enforce", "Audit"),
                oneOf("demo.controlPlane", "embedded", "real").equals("real"));
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
