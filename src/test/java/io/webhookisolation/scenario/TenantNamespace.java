package io.webhookisolation.scenario;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.webhookisolation.api.v1alpha1.CertificateStatus;
import io.webhookisolation.api.v1alpha1.CertificatesSpec;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.ServiceStatus;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.x509.ParsedBundle;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** A namespace whose owner may do nothing outside of it, and an operator elsewhere that issues and rotates for its policy. */
final class TenantNamespace {

    static final String POLICY = "webhooks";

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(50);

    /** A stop is looked at again after half of the time for evidence. */
    private static final Waits QUICK = new Waits(
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofHours(24),
            Duration.ofSeconds(4),
            Duration.ofSeconds(3),
            Duration.ZERO);

    private static final Set<String> TELLING = Set.of(
            "events",
            "events.events.k8s.io",
            "leases.coordination.k8s.io",
            "webhookisolationpolicies.webhook-isolation.io/status");

    private final ControlPlane plane;
    private final String operators;
    private final OperatorAccount account;

    /** @param operators where the operator runs, and keeps its authorities */
    TenantNamespace(ControlPlane plane, String operators) {
        this.plane = plane;
        this.operators = operators;
        account = plane.operatorIn(operators);
        account.allowRotating();
        create();
    }

    String name() {
        return operators + "-tenant";
    }

    /** The operator's. */
    OperatorAccount account() {
        return account;
    }

    void create() {
        plane.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name())
                        .endMetadata()
                        .build())
                .create();
    }

    /** With all that is in it. */
    void delete() {
        plane.client().namespaces().withName(name()).delete();
        until(() -> plane.client().namespaces().withName(name()).get() == null);
    }

    RunningOperator startOperator() {
        return startOperator(QUICK);
    }

    RunningOperator startOperator(Waits waits) {
        return RunningOperator.rotating(
                account.client(), plane.dialer(), operators, new TreeSet<>(Set.of(name())), waits);
    }

    /** Selects nothing but its own Pods. */
    static Component component(String name) {
        return Component.scaffolded(name).selecting(Map.of("app.kubernetes.io/name", name));
    }

    /** By whoever may install everything; returns once it is ready. */
    Installation install(Component component) {
        var installation = Installation.of(plane.client(), component, name()).awaitReady();
        disown(installation.manifests().configuration());
        disown(installation.manifests().secret());
        return installation;
    }

    /** By the tenant, who may write nothing that is cluster-scoped. */
    Installation installWithin(Component component) {
        var installation = Installation.of(
                plane.client(), component, name(), object -> !(object instanceof ValidatingWebhookConfiguration));
        installation.awaitReady();
        disown(installation.manifests().secret());
        return installation;
    }

    /** What is there of this name is gone then. */
    void store(Secret secret) {
        var stored = plane.client()
                .secrets()
                .inNamespace(name())
                .withName(secret.getMetadata().getName());
        stored.delete();
        until(() -> stored.get() == null);
        add(secret);
    }

    void change(Installation installation, UnaryOperator<SecretBuilder> change) {
        store(change.apply(new SecretBuilder(installation.manifests().secret())).build());
    }

    /** A program that nobody knows would be taken for one that writes it again. */
    void add(HasMetadata object) {
        plane.client().resource(object).create();
        disown(object);
    }

    private void disown(HasMetadata object) {
        Disowned.by(plane.client(), object);
    }

    /** Wants certificates, and a rotation for each new value. */
    void policy(String rotate) {
        policy(rotate, CertificatesSpec.Restart.Never);
    }

    /** The same, and whether Pods may be replaced. */
    void policy(String rotate, CertificatesSpec.Restart restart) {
        var policy = new WebhookIsolationPolicy();
        policy.getMetadata().setNamespace(name());
        policy.getMetadata().setName(POLICY);
        var certificates =
                new CertificatesSpec(SelectorsSpec.Mode.Enforce, null, null, null, null, rotate, null, restart);
        policy.setSpec(new PolicySpec(null, null, certificates, null, null));
        plane.client().resource(policy).serverSideApply();
    }

    void until(BooleanSupplier condition) {
        try {
            await().atMost(PATIENCE).pollInterval(POLL).until(condition::getAsBoolean);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(name() + " is at " + phases() + ", stalled: " + stalled(), late);
        }
    }

    /** Until they stand there, and the operator has gone on to look for longer than it waits before it issues. */
    void untilStanding(Map<String, Set<String>> phases) {
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .until(
                        this::phases,
                        seen -> phases.entrySet().stream()
                                .allMatch(row -> row.getValue().contains(seen.getOrDefault(row.getKey(), ""))));
        var dials = plane.network().dials().size();
        until(() -> plane.network().dials().size() >= dials + 3 * phases.size());
    }

    /** By Service, as the policy's status has them. */
    SortedMap<String, String> phases() {
        return rows().collect(Collectors.toMap(
                ServiceStatus::name,
                row -> Optional.ofNullable(row.certificate())
                        .map(CertificateStatus::phase)
                        .orElse(""),
                (one, other) -> one,
                TreeMap::new));
    }

    /** Why the policy is Stalled; empty if it is not. */
    Optional<Condition> stalled() {
        return status().flatMap(status -> Stream.ofNullable(status.conditions()))
                .flatMap(List::stream)
                .filter(condition -> condition.getType().equals("Stalled"))
                .findFirst();
    }

    private Stream<PolicyStatus> status() {
        var policy = plane.client()
                .resources(WebhookIsolationPolicy.class)
                .inNamespace(name())
                .withName(POLICY)
                .get();
        return Optional.ofNullable(policy).map(WebhookIsolationPolicy::getStatus).stream();
    }

    private Stream<ServiceStatus> rows() {
        return status().flatMap(status -> Stream.ofNullable(status.services())).flatMap(List::stream);
    }

    /** By name, whole, with their versions. */
    SortedMap<String, Secret> secrets() {
        return secretsOf(name());
    }

    /** Of the operator, with its authorities. */
    SortedMap<String, Secret> authorities() {
        return secretsOf(operators).tailMap("webhook-ca-");
    }

    private SortedMap<String, Secret> secretsOf(String namespace) {
        return plane.client().secrets().inNamespace(namespace).list().getItems().stream()
                .collect(Collectors.toMap(
                        secret -> secret.getMetadata().getName(), secret -> secret, (one, other) -> one, TreeMap::new));
    }

    /** What the first entry of the configuration trusts. */
    List<X509Certificate> bundle(ValidatingWebhookConfiguration configuration) {
        return bundleIn(
                Objects.requireNonNull(plane.client().resource(configuration).get()));
    }

    static List<X509Certificate> bundleIn(ValidatingWebhookConfiguration configuration) {
        var bundle = configuration.getWebhooks().getFirst().getClientConfig().getCaBundle();
        return bundle == null ? List.of() : certificates(bundle);
    }

    static List<X509Certificate> certificates(Secret secret, String entry) {
        return certificates(Objects.requireNonNull(secret.getData().get(entry)));
    }

    private static List<X509Certificate> certificates(String base64) {
        return ParsedBundle.parse(new TrustBundle(Base64.getDecoder().decode(base64)))
                .certificates();
    }

    /** The operator's calls about Secrets, bundles and all else but what it only tells. */
    Stream<Call> calls() {
        return account.proxy().calls().stream().filter(call -> !TELLING.contains(call.resource()));
    }

    /** What it wrote, as {@code resource namespace/name}. */
    Set<String> writes() {
        return calls().filter(Call::isWrite)
                .map(call -> call.resource() + " " + call.namespace() + "/" + nameOf(call))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String nameOf(Call call) {
        return call.name().isEmpty()
                ? Serialization.unmarshal(call.body(), GenericKubernetesResource.class)
                        .getMetadata()
                        .getName()
                : call.name();
    }
}
