package io.webhookisolation.reconcile;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.ContainerPort;
import io.webhookisolation.model.Endpoint;
import io.webhookisolation.model.EndpointSlice;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.OwnerReference;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.PodTemplate;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Rollout;
import io.webhookisolation.model.SelectorManager;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServicePort;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.TrafficPolicy;
import io.webhookisolation.model.Workload;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Two components in one namespace: the webhook Service of {@code lws} is broad, that of {@code kueue} is not. */
final class FoundingCase {

    static final ServiceReference LWS = new ServiceReference("operators", "lws-webhook");
    static final LabelSet ADDED = LabelSet.of("app.kubernetes.io/name", "lws");
    static final CertificateAuthority AUTHORITY = CertificateAuthority.create("authority");
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static final ServiceReference KUEUE = new ServiceReference("operators", "kueue-webhook");
    private static final LabelSet SCAFFOLD = LabelSet.of("control-plane", "controller-manager");
    private static final List<X509Certificate> LWS_CHAIN =
            AUTHORITY.leaf(LWS.serverName()).chain();
    private static final List<X509Certificate> KUEUE_CHAIN =
            AUTHORITY.leaf(KUEUE.serverName()).chain();

    private String resourceVersion = "7";
    private String selectorWriter = "";
    private Optional<AppliedRecord> applied = Optional.empty();
    private boolean isThere = true;
    private boolean isProbed = true;
    private final List<Gap> gaps = new ArrayList<>();

    FoundingCase at(String version) {
        resourceVersion = version;
        return this;
    }

    FoundingCase narrowedBy(String policy) {
        applied = Optional.of(new AppliedRecord(ADDED, "", NOW.minus(Duration.ofHours(1)), policy));
        return this;
    }

    /** Who has the selector of {@code lws} in {@code managedFields}. */
    FoundingCase writtenBy(String manager) {
        selectorWriter = manager;
        return this;
    }

    FoundingCase gap(Gap gap) {
        gaps.add(gap);
        return this;
    }

    FoundingCase unprobed() {
        isProbed = false;
        return this;
    }

    FoundingCase withoutTheService() {
        isThere = false;
        return this;
    }

    Snapshot snapshot() {
        var lws = service(LWS, SCAFFOLD, "9443");
        var seen = applied.map(lws::narrowed).orElse(lws);
        return new Snapshot(
                true,
                isThere ? List.of(seen, service(KUEUE, labels("kueue"), "9443")) : List.of(),
                applied.isPresent()
                        ? List.of(slice(LWS, "lws"), slice(KUEUE, "kueue"))
                        : List.of(slice(LWS, "lws", "kueue"), slice(KUEUE, "kueue")),
                List.of(pod("lws"), pod("kueue")),
                Stream.of("lws", "kueue").flatMap(FoundingCase::workloads).toList(),
                List.of(callSite(LWS), callSite(KUEUE)),
                List.of(certificate(LWS, "lws"), certificate(KUEUE, "kueue")),
                probes(),
                new TreeMap<>(),
                gaps);
    }

    private SortedMap<ProbeTarget, List<ProbeResult>> probes() {
        var probes = new TreeMap<ProbeTarget, List<ProbeResult>>();
        if (!isProbed) {
            return probes;
        }
        probe(probes, LWS, "lws", LWS_CHAIN);
        probe(probes, KUEUE, "kueue", KUEUE_CHAIN);
        if (applied.isEmpty()) {
            probe(probes, LWS, "kueue", KUEUE_CHAIN);
        }
        return probes;
    }

    private static void probe(
            Map<ProbeTarget, List<ProbeResult>> probes,
            ServiceReference service,
            String component,
            List<X509Certificate> chain) {
        var target = new ProbeTarget(service, "u-" + component + "-0", component + "-0", address(component), 9443);
        probes.put(
                target,
                Stream.of(200, 100, 30)
                        .map(age -> new ProbeResult(
                                target, NOW.minusSeconds(age), Duration.ofMillis(4), new ProbeOutcome.Served(chain)))
                        .toList());
    }

    private Service service(ServiceReference reference, LabelSet selector, String targetPort) {
        return new Service(
                ObjectKey.live("v1", "Service", reference.namespace(), reference.name()),
                "u-" + reference.name(),
                resourceVersion,
                Provenance.NONE,
                LabelSet.EMPTY,
                selector,
                List.of(new ServicePort("", 443, "TCP", targetPort)),
                false,
                Optional.empty(),
                TrafficPolicy.CLUSTER,
                false,
                false,
                SelectorManager.NONE,
                reference.equals(LWS) ? selectorWriter : "",
                "",
                Optional.empty(),
                false,
                false,
                false);
    }

    private static EndpointSlice slice(ServiceReference service, String... components) {
        return new EndpointSlice(
                ObjectKey.live("discovery.k8s.io/v1", "EndpointSlice", service.namespace(), service.name() + "-1"),
                service,
                true,
                false,
                new TreeMap<>(Map.of("", 9443)),
                Stream.of(components)
                        .map(component -> new Endpoint(
                                List.of(address(component)),
                                true,
                                true,
                                false,
                                "u-" + component + "-0",
                                component + "-0",
                                "node-1",
                                Optional.empty()))
                        .toList());
    }

    private static Pod pod(String component) {
        return new Pod(
                ObjectKey.live("v1", "Pod", "operators", component + "-0"),
                "u-" + component + "-0",
                Provenance.NONE,
                template(component),
                Optional.of(new OwnerReference("apps/v1", "ReplicaSet", component + "-1", "u-" + component + "-1")),
                List.of(address(component)),
                true,
                false,
                false,
                "node-1");
    }

    private static Stream<Workload> workloads(String component) {
        var deployment = workload("Deployment", component, "u-" + component, component, Optional.empty());
        var owner = new OwnerReference("apps/v1", "Deployment", component, "u-" + component);
        var revision = workload("ReplicaSet", component + "-1", "u-" + component + "-1", component, Optional.of(owner));
        return Stream.of(deployment, revision);
    }

    private static Workload workload(
            String kind, String name, String uid, String component, Optional<OwnerReference> controller) {
        return new Workload(
                ObjectKey.live("apps/v1", kind, "operators", name),
                uid,
                Provenance.NONE,
                labels(component),
                labels(component),
                template(component),
                1,
                Rollout.SETTLED,
                controller);
    }

    private static PodTemplate template(String component) {
        return new PodTemplate(
                labels(component),
                List.of(new ContainerPort("webhook", 9443, "TCP")),
                new TreeSet<>(List.of(component + "-cert")),
                new TreeSet<>(),
                false,
                true,
                "");
    }

    private static LabelSet labels(String component) {
        return SCAFFOLD.plus(LabelSet.of("app.kubernetes.io/name", component));
    }

    private static CallSite callSite(ServiceReference service) {
        return new CallSite(
                CallSiteKind.VALIDATING_WEBHOOK,
                ObjectKey.live("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "", service.name()),
                "v1." + service.name() + ".io",
                Provenance.NONE,
                Optional.of(service),
                Optional.empty(),
                443,
                "",
                AUTHORITY.bundle(),
                false,
                "Fail",
                "");
    }

    private static Certificate certificate(ServiceReference service, String component) {
        return new Certificate(
                ObjectKey.live("cert-manager.io/v1", "Certificate", service.namespace(), component),
                Provenance.NONE,
                new TreeSet<>(List.of(service.serverName())),
                component + "-cert");
    }

    private static String address(String component) {
        return component.equals("lws") ? "10.0.0.1" : "10.0.0.2";
    }
}
