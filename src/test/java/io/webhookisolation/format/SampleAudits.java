package io.webhookisolation.format;

import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Repair;
import io.webhookisolation.model.RepairKind;
import io.webhookisolation.model.SelectorManager;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Source;
import io.webhookisolation.model.TrafficPolicy;
import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.model.WorkloadVerdict;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Two operators in one namespace, the broad one and its neighbour, as an audit of two files reports them. */
final class SampleAudits {

    static final ObjectKey BROAD =
            new ObjectKey("v1", "Service", "shared", "alpha-webhook", new Source("alpha.yaml", 41, 3));
    static final ObjectKey PRECISE =
            new ObjectKey("v1", "Service", "shared", "beta-webhook", new Source("beta.yaml", 7, 1));

    private static final ObjectKey ALPHA =
            new ObjectKey("apps/v1", "Deployment", "shared", "alpha-manager", new Source("alpha.yaml", 60, 1));
    private static final ObjectKey BETA =
            new ObjectKey("apps/v1", "Deployment", "shared", "beta-manager", new Source("beta.yaml", 20, 1));
    private static final ObjectKey CONFIGURATION = new ObjectKey(
            "admissionregistration.k8s.io/v1",
            "ValidatingWebhookConfiguration",
            "",
            "alpha-validating",
            new Source("alpha.yaml", 1, 1));

    private SampleAudits() {}

    static Audit overlap() {
        return audit(List.of(broad(), precise()), List.of(overlapFinding(), urlNote()));
    }

    static Audit isolated() {
        return audit(List.of(precise()), List.of());
    }

    static Audit audit(List<ServiceVerdict> services, List<Finding> findings) {
        var unknown = new TreeMap<String, Integer>();
        unknown.put("Widget", 2);
        return new Audit(new Analysis(services, findings), 9, unknown, List.of());
    }

    static Finding overlapFinding() {
        return Finding.of(
                FindingCode.WI101,
                BROAD,
                "Service shared/alpha-webhook also reaches Deployment/beta-manager.",
                List.of("E10 +40: same file"));
    }

    static Finding urlNote() {
        return Finding.of(FindingCode.WI304, CONFIGURATION, "Entry far.example.com calls a URL.", List.of());
    }

    static ServiceVerdict broad() {
        var repair = new Repair(
                RepairKind.NARROW_SELECTOR,
                LabelSet.of("app.kubernetes.io/name", "alpha"),
                new TreeMap<>(),
                1,
                "the smallest set that excludes every foreign workload");
        return new ServiceVerdict(
                new ServiceReference("shared", "alpha-webhook"),
                Optional.of(service(BROAD, LabelSet.of("control-plane", "controller-manager"))),
                ServiceClass.EFFECTIVE_OVERLAP,
                List.of(callSite()),
                List.of(workload(BETA, "beta", Relation.FOREIGN), workload(ALPHA, "alpha", Relation.OWNER)),
                repair);
    }

    static ServiceVerdict precise() {
        return new ServiceVerdict(
                new ServiceReference("shared", "beta-webhook"),
                Optional.of(service(PRECISE, LabelSet.of("app", "beta"))),
                ServiceClass.ISOLATED,
                List.of(),
                List.of(workload(BETA, "beta", Relation.OWNER)),
                Repair.none("nothing to repair"));
    }

    private static WorkloadVerdict workload(ObjectKey key, String component, Relation relation) {
        var evidence = relation == Relation.OWNER
                ? List.of(new Evidence("E10", 40, "same file"))
                : List.of(new Evidence("E7", 0, "no common prefix"));
        return new WorkloadVerdict(key, component, relation, Relation.UNKNOWN, 40, true, evidence);
    }

    private static CallSite callSite() {
        return new CallSite(
                CallSiteKind.VALIDATING_WEBHOOK,
                CONFIGURATION,
                "valpha.example.com",
                Provenance.NONE,
                Optional.of(new ServiceReference("shared", "alpha-webhook")),
                Optional.empty(),
                443,
                "/validate",
                TrustBundle.EMPTY,
                false,
                "Fail",
                "");
    }

    private static Service service(ObjectKey key, LabelSet selector) {
        return new Service(
                key,
                "",
                "",
                Provenance.NONE,
                LabelSet.EMPTY,
                selector,
                List.of(),
                false,
                Optional.empty(),
                TrafficPolicy.CLUSTER,
                false,
                false,
                SelectorManager.NONE,
                "",
                "",
                Optional.empty(),
                false,
                false,
                false);
    }
}
