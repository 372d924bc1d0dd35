package io.webhookisolation.model;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What we read of a Pod or of a Pod template, and no more.
 *
 * @param secretMounts names of Secrets in volumes, projected volumes included
 * @param optionalSecrets those of them without which it starts as well
 * @param words values in arguments, commands, environment and mount paths that look like names of Kubernetes objects
 *     or host names; evidence E8 looks Services and Secrets up in them
 * @param serviceAccount empty for the default one
 * @param placement how its affinity and topology spread look at other Pods
 */
public record PodTemplate(
        LabelSet labels,
        List<ContainerPort> ports,
        SortedSet<String> secretMounts,
        SortedSet<String> optionalSecrets,
        SortedSet<String> words,
        boolean hostNetwork,
        boolean readinessProbe,
        String serviceAccount,
        List<PlacementTerm> placement) {

    public static final PodTemplate EMPTY =
            new PodTemplate(LabelSet.EMPTY, List.of(), new TreeSet<>(), new TreeSet<>(), false, false, "");

    public PodTemplate {
        ports = List.copyOf(ports);
        placement = List.copyOf(placement);
        secretMounts = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(secretMounts));
        optionalSecrets = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(optionalSecrets));
        words = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(words));
    }

    public PodTemplate(
            LabelSet labels,
            List<ContainerPort> ports,
            SortedSet<String> secretMounts,
            SortedSet<String> words,
            boolean hostNetwork,
            boolean readinessProbe,
            String serviceAccount) {
        this(
                labels,
                ports,
                secretMounts,
                new TreeSet<>(),
                words,
                hostNetwork,
                readinessProbe,
                serviceAccount,
                List.of());
    }

    public PodTemplate withLabels(LabelSet other) {
        return new PodTemplate(
                other,
                ports,
                secretMounts,
                optionalSecrets,
                words,
                hostNetwork,
                readinessProbe,
                serviceAccount,
                placement);
    }

    /** Those without which no container of it starts. */
    public SortedSet<String> requiredSecrets() {
        var required = new TreeSet<>(secretMounts);
        required.removeAll(optionalSecrets);
        return required;
    }

    public boolean mountsAny(Set<String> secrets) {
        return secrets.stream().anyMatch(secretMounts::contains);
    }
}
