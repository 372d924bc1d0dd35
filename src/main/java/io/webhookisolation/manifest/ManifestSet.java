package io.webhookisolation.manifest;

import io.webhookisolation.model.Policy;
import io.webhookisolation.model.Snapshot;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was read from manifests.
 *
 * @param objects all Kubernetes objects, those of unknown kind included
 * @param unknownKinds {@code apiVersion Kind} to the number of its objects, for kinds that say nothing about webhooks
 * @param policies the policies among the objects, all of them valid
 * @param skippedFiles YAML files in folders that hold no Kubernetes object, such as values for a chart
 */
public record ManifestSet(
        Snapshot snapshot,
        int objects,
        SortedMap<String, Integer> unknownKinds,
        List<Policy> policies,
        int skippedFiles) {

    public ManifestSet {
        unknownKinds = Collections.unmodifiableSortedMap(new TreeMap<>(unknownKinds));
        policies = policies.stream().sorted(Policy.PRECEDENCE).toList();
    }
}
