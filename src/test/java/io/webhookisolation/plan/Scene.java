package io.webhookisolation.plan;

import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.Endpoint;
import io.webhookisolation.model.EndpointSlice;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LabelSelector;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Memory;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Plan;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Repair;
import io.webhookisolation.model.RepairKind;
import io.webhookisolation.model.SelectorManager;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServicePlan;
import io.webhookisolation.model.ServicePort;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceUsers;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.TrafficPolicy;
import io.webhookisolation.model.TrustBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The founding case, to be changed before it is judged: {@code lws-webhook} selects the scaffold label only and reaches
 * Kueue's Pod too, and adding {@code app.kubernetes.io/name=lws} is safe in every respect.
 */
final class Scene {

    static final String NAMESPACE = "operators";
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    static final LabelSet SCAFFOLD = LabelSet.of("control-plane", "controller-manager");
    static final LabelSet NAME = LabelSet.of("app.kubernetes.io/name", "lws");
    static final ServiceReference WEBHOOK = new ServiceReference(NAMESPACE, "lws-webhook");

    final Crew lws = new Crew("lws", Relation.OWNER, named("lws"));
    final Crew kueue = new Crew("kueue", Relation.FOREIGN, named("kueue"));
    final List<Crew> crews = new ArrayList<>(List.of(lws, kueue));

    LabelSet selector = SCAFFOLD;
    LabelSet add = NAME;
    final List<ServicePort> ports = new ArrayList<>(List.of(new ServicePort("https", 443, "TCP", "9443")));
    final List<EndpointSlice> slices = new ArrayList<>();
    final List<CallSite> callSites = new ArrayList<>(List.of(callSite(443, TrustBundle.EMPTY)));
    final List<String> otherWebhooks = new ArrayList<>();
    final List<Certificate> certificates = new ArrayList<>();
    final List<Gap> gaps = new ArrayList<>();
    final SortedMap<ServiceReference, ServiceUsers> users = new TreeMap<>(Map.of(WEBHOOK, ServiceUsers.NONE));
    final SortedMap<ProbeTarget, List<ProbeResult>> probes = new TreeMap<>();
    final List<Policy> peers = new ArrayList<>();

    Memory memory = Memory.NONE;
    Instant now = NOW;
    Policy policy = policy("webhooks", Mode.ENFORCE);
    ServiceClass serviceClass = ServiceClass.EFFECTIVE_OVERLAP;
    RepairKind repair = RepairKind.NARROW_SELECTOR;
    Provenance provenance = Provenance.NONE;
    SelectorManager manager = SelectorManager.NONE;
    String selectorWriter = "";
    Optional<AppliedRecord> applied = Optional.empty();
    Optional<String> externalName = Optional.empty();
    String uid = "uid-service";
    String resourceVersion = "41";
    String ignored = "";
    boolean live = true;
    boolean headless;
    TrafficPolicy trafficPolicy = TrafficPolicy.CLUSTER;
    boolean publishNotReadyAddresses;
    boolean governs;
    boolean corruptRecord;
    boolean ownFieldsEntry;
    boolean terminating;

    private Scene() {}

    static Scene founding() {
        var scene = new Scene();
        scene.lws.revision("-1", named("lws"), 1).pod("-a", named("lws"), true, false);
        scene.kueue.revision("-1", named("kueue"), 1).pod("-a", named("kueue"), true, false);
        scene.serve(scene.lws.pods.getFirst());
        scene.serve(scene.kueue.pods.getFirst());
        return scene;
    }

    /** The founding case after our write, a minute ago. */
    static Scene narrowed() {
        var scene = founding();
        scene.applied =
                Optional.of(new AppliedRecord(scene.add, "", NOW.minus(Duration.ofMinutes(1)), "operators/webhooks"));
        scene.selector = SCAFFOLD.plus(scene.add);
        scene.slices.removeLast();
        scene.serviceClass = ServiceClass.ISOLATED;
        scene.repair = RepairKind.NONE;
        return scene;
    }

    /** The labels of a scaffolded operator that also carries its name. */
    static LabelSet named(String name) {
        return SCAFFOLD.plus(LabelSet.of("app.kubernetes.io/name", name));
    }

    static Policy policy(String name, Mode mode) {
        return new Policy(
                NAMESPACE,
                name,
                NOW.minus(Duration.ofDays(1)),
                mode,
                LabelSelector.EVERYTHING,
                1,
                false,
                Policy.DEFAULT_LABEL_KEYS,
                false,
                false,
                false,
                false);
    }

    static CallSite callSite(int port, TrustBundle bundle) {
        return callSite(WEBHOOK.name(), port, bundle);
    }

    private static CallSite callSite(String service, int port, TrustBundle bundle) {
        return new CallSite(
                CallSiteKind.VALIDATING_WEBHOOK,
                ObjectKey.live("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "", "lws"),
                "v.lws.io",
                Provenance.NONE,
                Optional.of(new ServiceReference(NAMESPACE, service)),
                Optional.empty(),
                port,
                "/validate",
                bundle,
                false,
                "Fail",
                "");
    }

    /** Makes the Pod an endpoint of the Service, in a slice of its own. */
    void serve(Pod pod) {
        serve(pod, pod.ready() && !pod.terminating(), "https");
    }

    void serve(Pod pod, boolean ready, String... portNames) {
        var served = new TreeMap<String, Integer>();
        List.of(portNames).forEach(name -> served.put(name, 9443));
        slice(
                true,
                served,
                new Endpoint(
                        pod.addresses(),
                        ready,
                        ready,
                        pod.terminating(),
                        pod.uid(),
                        pod.key().name(),
                        pod.nodeName(),
                        Optional.empty()));
    }

    void slice(boolean managed, SortedMap<String, Integer> served, Endpoint endpoint) {
        var key = ObjectKey.live("discovery.k8s.io/v1", "EndpointSlice", NAMESPACE, "slice-" + slices.size());
        slices.add(new EndpointSlice(key, WEBHOOK, managed, false, served, List.of(endpoint)));
    }

    Service service() {
        return service(WEBHOOK.name());
    }

    private Service service(String name) {
        return new Service(
                ObjectKey.live("v1", "Service", NAMESPACE, name),
                uid,
                resourceVersion,
                provenance,
                LabelSet.of("tier", "front"),
                selector,
                ports,
                headless,
                externalName,
                trafficPolicy,
                publishNotReadyAddresses,
                governs,
                manager,
                selectorWriter,
                ignored,
                applied,
                corruptRecord,
                ownFieldsEntry,
                terminating);
    }

    Snapshot snapshot() {
        return new Snapshot(
                live,
                Stream.concat(Stream.of(service()), otherWebhooks.stream().map(this::service))
                        .toList(),
                slices,
                crews.stream().flatMap(crew -> crew.pods.stream()).toList(),
                crews.stream().flatMap(Crew::workloads).toList(),
                Stream.concat(
                                callSites.stream(),
                                otherWebhooks.stream().map(name -> callSite(name, 443, TrustBundle.EMPTY)))
                        .toList(),
                certificates,
                probes,
                users,
                gaps);
    }

    /** As an analysis would give it; only what the selector still matches has a verdict. */
    ServiceVerdict verdict() {
        return new ServiceVerdict(
                WEBHOOK,
                Optional.of(service()),
                serviceClass,
                callSites,
                crews.stream()
                        .filter(crew -> selector.selects(crew.labels))
                        .map(Crew::verdict)
                        .toList(),
                new Repair(repair, repair == RepairKind.NONE ? LabelSet.EMPTY : add, new TreeMap<>(), 1, "because"));
    }

    Neighbourhood neighbourhood() {
        return new Neighbourhood(snapshot(), NAMESPACE);
    }

    Proposal proposal() {
        return new Proposal(policy, verdict(), service(), add, neighbourhood(), NOW);
    }

    PlanRequest request() {
        var analysis = new Analysis(List.of(verdict()), List.of());
        return new PlanRequest(policy, peers, snapshot(), analysis, Map.of(WEBHOOK, memory), now);
    }

    Plan plan() {
        return Planner.plan(request());
    }

    ServicePlan servicePlan() {
        return plan().services().getFirst();
    }
}
