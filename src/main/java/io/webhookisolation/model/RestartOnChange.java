package io.webhookisolation.model;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Who replaces the Pods of a workload when a Secret changes that they use.
 *
 * @param by its name, as people know it; empty if nobody is known to
 * @param anySecret whichever of the Secrets that its Pods use
 * @param secrets names, or regular expressions that match whole names
 */
public record RestartOnChange(String by, boolean anySecret, SortedSet<String> secrets) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9.-]+");

    public static final RestartOnChange NONE = new RestartOnChange("", false, new TreeSet<>());

    public RestartOnChange {
        secrets = Collections.unmodifiableSortedSet(new TreeSet<>(secrets));
    }

    /** Whether a change of this Secret, which its Pods use, replaces them; in doubt it does. */
    public boolean isFor(String secret) {
        return anySecret || secrets.stream().anyMatch(name -> mayMean(name, secret));
    }

    /**
     * A name may stand for others where it has periods, and what a real expression matches is not tried: whoever writes it
     * chooses the Secret's name too, and could have us search for ever.
     */
    private static boolean mayMean(String expression, String secret) {
        return !NAME.matcher(expression).matches() || Pattern.matches(expression, secret);
    }
}
