package io.webhookisolation.model;

import java.util.List;
import java.util.Optional;

/**
 * A Service, reduced to what decides where its traffic goes and who may change it.
 *
 * @param uid empty in manifests
 * @param resourceVersion empty in manifests
 * @param selector empty means "no selector": somebody writes its endpoints by hand
 * @param externalName set for type ExternalName
 * @param trafficPolicy decides, by the place of a caller, which endpoints it sees
 * @param governs it is the {@code serviceName} of a StatefulSet
 * @param selectorWriter the field manager that {@code managedFields} say wrote the selector last, ours left out; empty if
 *     nobody did
 * @param ignored reason of the annotation {@value #IGNORE}, empty when there is none
 * @param applied our undo record; {@code corruptRecord} where the annotation cannot be read
 * @param ownFieldsEntry our field manager still stands in {@code managedFields} and must be dropped
 */
public record Service(
        ObjectKey key,
        String uid,
        String resourceVersion,
        Provenance provenance,
        LabelSet labels,
        LabelSet selector,
        List<ServicePort> ports,
        boolean headless,
        Optional<String> externalName,
        TrafficPolicy trafficPolicy,
        boolean publishNotReadyAddresses,
        boolean governs,
        SelectorManager manager,
        String selectorWriter,
        String ignored,
        Optional<AppliedRecord> applied,
        boolean corruptRecord,
        boolean ownFieldsEntry,
        boolean terminating) {

    /** The annotation of a Service, a serving Secret or a call site by which people keep us away from it. */
    public static final String IGNORE = "webhook-isolation.io/ignore";

    public Service {
        ports = List.copyOf(ports);
    }

    public ServiceReference reference() {
        return new ServiceReference(key.namespace(), key.name());
    }

    /** The selector as it was before we narrowed it; the present one if we did not. */
    public LabelSet formerSelector() {
        return applied.map(record -> selector.without(ownKeys(record))).orElse(selector);
    }

    /** The keys of our record that still stand with our value. */
    public LabelSet ownLabels() {
        return applied.map(record -> record.added().and(selector)).orElse(LabelSet.EMPTY);
    }

    /** The same Service with another selector. */
    public Service withSelector(LabelSet other) {
        return with(other, applied);
    }

    /** The Service as it stands once a narrowing with this record is written. */
    public Service narrowed(AppliedRecord record) {
        return with(selector.plus(record.added()), Optional.of(record));
    }

    private Service with(LabelSet newSelector, Optional<AppliedRecord> newRecord) {
        return new Service(
                key,
                uid,
                resourceVersion,
                provenance,
                labels,
                newSelector,
                ports,
                headless,
                externalName,
                trafficPolicy,
                publishNotReadyAddresses,
                governs,
                manager,
                selectorWriter,
                ignored,
                newRecord,
                corruptRecord,
                ownFieldsEntry,
                terminating);
    }

    private java.util.Set<String> ownKeys(AppliedRecord record) {
        return record.added().entries().entrySet().stream()
                .filter(entry -> selector.has(entry.getKey(), entry.getValue()))
                .map(java.util.Map.Entry::getKey)
                .collect(java.util.stream.Collectors.toSet());
    }
}
