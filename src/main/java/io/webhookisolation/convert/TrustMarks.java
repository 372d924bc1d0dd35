package io.webhookisolation.convert;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The annotations and labels that tell who makes a certificate or writes a bundle; all others are dropped, since some tools
 * keep whole objects in annotations, keys included.
 */
final class TrustMarks {

    private static final List<String> PREFIXES = List.of(
            "webhook-isolation.io/",
            "cert-manager.io/",
            "controller.cert-manager.io/",
            "service.beta.openshift.io/",
            "service.alpha.openshift.io/",
            "olm.",
            "olmcahash",
            "meta.helm.sh/",
            "helm.sh/hook",
            "app.kubernetes.io/managed-by",
            "webhook.kyverno.io/managed-by",
            "cert.kyverno.io/managed-by",
            "linkerd.io/control-plane-component",
            "kubevirt.io");

    private TrustMarks() {}

    static SortedMap<String, String> of(Metadata meta) {
        var marks = annotations(meta);
        meta.labels().entries().forEach((name, value) -> {
            if (isMark(name)) {
                marks.putIfAbsent(name, value);
            }
        });
        return marks;
    }

    static SortedMap<String, String> annotations(Metadata meta) {
        var marks = new TreeMap<>(meta.annotations());
        marks.keySet().removeIf(name -> !isMark(name));
        return marks;
    }

    private static boolean isMark(String name) {
        return PREFIXES.stream().anyMatch(name::startsWith);
    }
}
