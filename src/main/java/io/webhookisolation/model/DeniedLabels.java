package io.webhookisolation.model;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Labels that must never enter a selector, because an upgrade, a rollout or a single Pod changes them.
 *
 * <p>Selectors that held such labels broke in the field: a version label made a webhook fail in every upgrade
 * (Dynatrace/dynatrace-operator#7247). The CustomResourceDefinition refuses the same keys by a CEL rule.
 */
public final class DeniedLabels {

    /** Whole keys. */
    public static final Set<String> KEYS = Set.of(
            "pod-template-hash",
            "controller-revision-hash",
            "pod-template-generation",
            "statefulset.kubernetes.io/pod-name",
            "apps.kubernetes.io/pod-index",
            "job-name",
            "controller-uid",
            "helm.sh/chart",
            "helm.sh/revision",
            "heritage",
            "chart",
            "app.kubernetes.io/version",
            "app.kubernetes.io/managed-by",
            "app.kubernetes.io/created-by",
            "rollouts-pod-template-hash",
            "istio.io/rev");

    /** What denied keys start with. */
    public static final List<String> KEY_PREFIXES = List.of("batch.kubernetes.io/", "topology.", "checksum");

    private static final Pattern VERSION = Pattern.compile("v?\\d+(\\.\\d+)+([-+._].*)?");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{8,}");
    private static final Pattern DATE = Pattern.compile("\\d{4}-?\\d{2}-?\\d{2}([T._-].*)?");
    private static final Pattern DIGEST = Pattern.compile("sha\\d+[-_.:].*");

    private DeniedLabels() {}

    /** Whether the key or the value is one that does not last. */
    public static boolean contains(String key, String value) {
        return containsKey(key) || isVolatile(value);
    }

    /** Whether it is so with every value. */
    public static boolean containsKey(String key) {
        return KEYS.contains(key) || KEY_PREFIXES.stream().anyMatch(key::startsWith);
    }

    private static boolean isVolatile(String value) {
        return Stream.of(VERSION, HEX, DATE, DIGEST)
                .anyMatch(pattern -> pattern.matcher(value).matches());
    }
}
