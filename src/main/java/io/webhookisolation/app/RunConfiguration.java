package io.webhookisolation.app;

import io.webhookisolation.reconcile.Ceiling;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * How the operator runs.
 *
 * @param namespaces to watch; empty for all
 * @param operatorNamespace where its Lease is
 * @param identity how it is named in the Lease; no two processes may share it
 * @param leaderElect whether it waits until it holds the Lease; never if it writes nothing
 * @param stopTimeout how long a stop may take before the process ends all the same
 */
public record RunConfiguration(
        SortedSet<String> namespaces,
        String operatorNamespace,
        String identity,
        Ceiling ceiling,
        Address healthAddress,
        Address metricsAddress,
        boolean leaderElect,
        LeaseTimings lease,
        Duration stopTimeout) {

    /** RFC 1123 label, which a namespace's name is. */
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    public RunConfiguration {
        leaderElect = leaderElect && ceiling.writes();
        namespaces = Collections.unmodifiableSortedSet(new TreeSet<>(namespaces));
        namespaces.forEach(namespace -> requireNamespace("--namespaces", namespace));
        requireNamespace("--operator-namespace", operatorNamespace);
        if (healthAddress.port() != 0 && healthAddress.port() == metricsAddress.port()) {
            throw new InvalidConfigurationException("--metrics-address and --health-address need different ports: both"
                    + " say " + healthAddress.port() + ".");
        }
    }

    private static void requireNamespace(String flag, String name) {
        if (!NAMESPACE.matcher(name).matches()) {
            throw new InvalidConfigurationException(flag + " names '" + name + "', which can be no namespace: up to 63"
                    + " lower-case letters, digits and hyphens.");
        }
    }
}
