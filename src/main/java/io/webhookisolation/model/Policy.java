package io.webhookisolation.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A WebhookIsolationPolicy as the planner needs it.
 *
 * @param created creation time; of two policies that select one Service the older wins, then the alphabetically first
 * @param mode of its selectors
 * @param minReadyEndpoints owner endpoints that must stay ready, at least 1
 * @param labelKeys order of preference among distinguishing labels; it excludes none
 * @param writesManaged {@code managedObjects: Enforce}: also write where whoever manages the selector will undo it
 * @param labelsWorkloads {@code workloadLabels: WhenNeeded}: label owners' Pod templates where no label of theirs will do
 * @param certificates what it says about certificates
 * @param revertOnDelete {@code onDelete: Revert}
 * @param deleting it has a deletion timestamp
 */
public record Policy(
        String namespace,
        String name,
        Instant created,
        Mode mode,
        LabelSelector serviceSelector,
        int minReadyEndpoints,
        boolean narrowLatent,
        List<String> labelKeys,
        boolean writesManaged,
        boolean labelsWorkloads,
        CertificatePolicy certificates,
        boolean revertOnDelete,
        boolean suspend,
        boolean deleting) {

    /** Order of preference where a policy names none. */
    public static final List<String> DEFAULT_LABEL_KEYS =
            List.of("app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component");

    /** The one that wins a Service comes first. */
    public static final Comparator<Policy> PRECEDENCE = Comparator.comparing(Policy::created)
            .thenComparing(Policy::namespace)
            .thenComparing(Policy::name);

    public Policy {
        labelKeys = List.copyOf(labelKeys);
    }

    /** A policy that leaves workloads and certificates alone. */
    public Policy(
            String namespace,
            String name,
            Instant created,
            Mode mode,
            LabelSelector serviceSelector,
            int minReadyEndpoints,
            boolean narrowLatent,
            List<String> labelKeys,
            boolean writesManaged,
            boolean revertOnDelete,
            boolean suspend,
            boolean deleting) {
        this(
                namespace,
                name,
                created,
                mode,
                serviceSelector,
                minReadyEndpoints,
                narrowLatent,
                labelKeys,
                writesManaged,
                false,
                CertificatePolicy.AUDIT,
                revertOnDelete,
                suspend,
                deleting);
    }

    /** The same, as far as an operator may do it that may not do everything. */
    public Policy limited(Mode selectors, CertificatePolicy certificates, boolean revertOnDelete) {
        return new Policy(
                namespace,
                name,
                created,
                selectors,
                serviceSelector,
                minReadyEndpoints,
                narrowLatent,
                labelKeys,
                writesManaged,
                labelsWorkloads,
                certificates,
                revertOnDelete,
                suspend,
                deleting);
    }

    /** {@code namespace/name}. */
    public String key() {
        return namespace + "/" + name;
    }
}
