package io.webhookisolation.report;

import java.util.List;

/** Our metrics: what is exported is here, and docs/reference/metrics.md lists the same. */
enum Metric {
    WEBHOOK_INFO(
            "webhook.info",
            Type.GAUGE,
            "1 for each call site that names a webhook Service",
            "webhook_name configuration kind namespace service port failure_policy"),
    SERVICE_INFO(
            "service.info",
            Type.GAUGE,
            "1 for each webhook Service in a policy's scope",
            "namespace service class mode manager"),
    SERVICE_ENDPOINTS(
            "service.endpoints",
            Type.GAUGE,
            "Ready endpoints of a webhook Service, by what their workload is to it",
            "namespace service relation"),
    SERVICE_ISOLATED(
            "service.isolated", Type.GAUGE, "1 if a webhook Service reaches only its owners", "namespace service"),
    PROBE("probe", Type.COUNTER, "TLS probes of endpoints", "namespace service result"),
    PROBE_DURATION("probe.duration", Type.HISTOGRAM, "How long a TLS probe took", ""),
    WRITES("writes", Type.COUNTER, "Writes to the API server", "resource operation result"),
    SELECTOR_CHANGES("selector.changes", Type.COUNTER, "Selectors that we changed", "action"),
    REVERTS("reverts", Type.COUNTER, "Times that others took our keys off", "resource manager"),
    CONTESTED(
            "contested",
            Type.GAUGE,
            "1 while somebody else keeps undoing us and we stand down or are on trial, 0 after that",
            "namespace service manager"),
    SUGGESTIONS("suggestions", Type.GAUGE, "Webhook Services whose repair is known and not written", "namespace class"),
    SIMULATION_REJECTED(
            "simulation.rejected", Type.COUNTER, "Repairs that a safety predicate began to refuse", "predicate"),
    DETECT_TO_REPORT(
            "detect.to.report", Type.HISTOGRAM, "Time from the notice of a change to the status that tells of it", ""),
    CERTIFICATE_NOT_AFTER(
            "certificate.not.after.timestamp.seconds",
            Type.GAUGE,
            "When a certificate ends, in seconds since 1970",
            "namespace service role"),
    CERTIFICATE_RENEWAL_DUE(
            "certificate.renewal.due.timestamp.seconds",
            Type.GAUGE,
            "When we issue the next certificate, in seconds since 1970",
            "namespace service role"),
    CERTIFICATE_FINDING(
            "certificate.finding",
            Type.GAUGE,
            "1 for each code of a finding about what a webhook Service serves, and about the trust in it",
            "namespace service code severity"),
    CA_GENERATION(
            "ca.generation",
            Type.GAUGE,
            "Number of our authority that is trusted, stored or served; 0 if none of ours is",
            "namespace service where"),
    BUNDLE_CERTIFICATES(
            "bundle.certificates",
            Type.GAUGE,
            "Certificates in the trust bundles of a webhook Service's call sites, the most in one",
            "namespace service"),
    ROTATION_PHASE(
            "rotation.phase",
            Type.GAUGE,
            "1 for the phase that the certificates of a webhook Service are at, 0 for the others",
            "namespace service phase"),
    ROTATION_PHASE_START(
            "rotation.phase.start.timestamp.seconds",
            Type.GAUGE,
            "Since when they are at this phase, in seconds since 1970",
            "namespace service"),
    ROTATIONS("rotations", Type.COUNTER, "Rotations that ended", "namespace service reason result"),
    ROTATION_DURATION(
            "rotation.duration", Type.HISTOGRAM, "How long a completed rotation took, from its start to rest", ""),
    GATE_BLOCKED("gate.blocked", Type.COUNTER, "Times that admission refused a write of a rotation", "gate reason"),
    OBJECTS_READ("objects.read", Type.COUNTER, "Objects and probe results that verdicts read from the caches", ""),
    POLICY_CONDITION(
            "policy.condition",
            Type.GAUGE,
            "1 for the status that a policy's condition has, 0 for the others",
            "namespace policy type status"),
    LEADER("leader", Type.GAUGE, "1 while this process is the leader", "");

    /** As Prometheus sees it; the type decides the suffix. */
    enum Type {
        GAUGE("gauge", ""),
        COUNTER("counter", "_total"),
        HISTOGRAM("histogram", "_seconds");

        private final String word;
        private final String suffix;

        Type(String word, String suffix) {
            this.word = word;
            this.suffix = suffix;
        }

        String word() {
            return word;
        }
    }

    private static final String PREFIX = "webhook.isolation.";

    private final String id;
    private final Type type;
    private final String description;
    /** Separated by blanks, as a list would be mutable in the eyes of Error Prone. */
    private final String labels;

    Metric(String name, Type type, String description, String labels) {
        this.id = PREFIX + name;
        this.type = type;
        this.description = description;
        this.labels = labels;
    }

    /** The name that Micrometer is given. */
    String id() {
        return id;
    }

    /** The name that Prometheus shows. */
    String exported() {
        return id.replace('.', '_') + type.suffix;
    }

    Type type() {
        return type;
    }

    String description() {
        return description;
    }

    List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.split(" "));
    }
}
