package io.webhookisolation.model;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Who replaces the Pods of a workload when a Secret changes that they use.
 *
 * @param by its name, as people know it; empty if nobody is known to
 * @param anySecret whichever of the Secrets that its Pods use
 * @param secrets names, or regular expressions that match whole names
 */
public record RestartOnChange(String by, boolean anySecret, SortedSet<String> secrets) {

    public static final RestartOnChange NONE = new RestartOnChange("", false, new TreeSet<>());

    public RestartOnChange {
        secrets = Collections.unmodifiableSortedSet(new TreeSet<>(secrets));
    }

    /** Whether a change of this Secret, which its Pods use, replaces them. */
    public boolean isFor(String secret) {
        return anySecret || secrets.stream().anyMatch(name -> name.equals(secret) || matches(name, secret));
    }

    private static boolean matches(String expression, String secret) {
        try {
            return Pattern.matches(expression, secret);
        } catch (PatternSyntaxException aPlainName) {
            return false;
        }
    }
}
