package io.webhookisolation.scenario;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.webhookisolation.api.v1alpha1.CertificateStatus;
import io.webhookisolation.api.v1alpha1.CertificatesSpec;
import io.webhookisolation.api.v1alpha1.CertificatesSpec.Leaf;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.FaultProxy;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.trust.Consent;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The operator itself: it adopts what is there, and then rotates each time that somebody changes {@code rotate}. */
final class OperatorRotation implements Rotation {

    private static final String POLICY = "webhooks";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(50);

    /** Whoever is killed would hold up his own end with more of them. */
    private static final int RETRIES = 3;

    /** Much longer than two probes of a Pod take, which come once a second at most; in a cluster it is 60. */
    private static final Duration EVIDENCE = Duration.ofSeconds(Integer.getInteger("rotation.evidence", 10));

    /** Due as soon as it is issued: one percent of its life is less than the hour by which it is backdated. */
    private static final Leaf ALWAYS_DUE = new Leaf("72h", "1%");

    /** As short as that: none follows one that ends later. */
    private static final Leaf USUAL = new Leaf("72h", "67%");

    private final RotationStage stage;
    private final OperatorAccount account;
    private final InstantSource clock;
    private final Waits waits;
    private final MortalOperator operator;
    private CertificatesSpec.Restart restart = CertificatesSpec.Restart.Never;
    private int generation;

    /** It waits as in a cluster, but for what the cell scales. */
    OperatorRotation(RotationStage stage) {
        this(stage, InstantSource.system(), waits(stage.cell().trustDwell()));
    }

    /** It takes the time from this clock, and waits so long by it. */
    OperatorRotation(RotationStage stage, InstantSource clock, Waits waits) {
        this.stage = stage;
        this.clock = clock;
        this.waits = waits;
        stage.sites().all().forEach(RotatedSite::disown);
        Disowned.by(stage.plane().client(), stage.webhook().manifests().secret());
        account = stage.plane().operatorIn(namespace());
        account.allowRotating();
        operator = new MortalOperator(account.proxy(), this::start);
    }

    /** Pods that do not reload are replaced by it. */
    static OperatorRotation restarting(RotationStage stage) {
        var rotation = new OperatorRotation(stage);
        rotation.account.allowLabelling();
        rotation.restart = CertificatesSpec.Restart.WhenNeeded;
        return rotation;
    }

    private RunningOperator start() {
        var configuration = new ConfigBuilder(account.proxy().configuration())
                .withRequestRetryBackoffLimit(RETRIES)
                .build();
        var client = new KubernetesClientBuilder().withConfig(configuration).build();
        return RunningOperator.rotating(client, stage.plane().dialer(), namespace(), clock, waits);
    }

    @Override
    public void rotate(RotationStage sameStage) {
        force();
        awaitRotated();
    }

    /** Asks for the next generation and returns at once. */
    void force() {
        generation++;
        apply(policy(USUAL));
    }

    /** A person lets the policy write the bundles of the webhook's configuration. */
    void annotate() {
        var manifests = stage.webhook().manifests();
        stage.plane().client().resource(manifests.configuration()).edit(configuration -> {
            configuration.getMetadata().getAnnotations().put(Consent.ANNOTATION, namespace() + "/" + POLICY);
            return configuration;
        });
    }

    void awaitRotated() {
        until(() -> stage.isRotatedTo(generation) && isSteady());
    }

    /** Has the leaf renewed until a Pod was seen with so many new ones; the authority stays. */
    void renew(int times) {
        var leaves = new HashSet<X509Certificate>();
        apply(policy(ALWAYS_DUE));
        until(() -> {
            stage.served().values().stream().flatMap(List::stream).limit(1).forEach(leaves::add);
            return leaves.size() > times;
        });
        apply(policy(USUAL));
        awaitRotated();
    }

    private void apply(WebhookIsolationPolicy policy) {
        stage.plane().client().resource(policy).serverSideApply();
    }

    boolean isIn(RotationPhase phase) {
        return certificate().filter(told -> phase.word().equals(told.phase())).isPresent();
    }

    String message() {
        return certificate().map(CertificateStatus::message).orElse("");
    }

    /** Replaces each operator that is killed meanwhile. */
    void until(BooleanSupplier condition) {
        try {
            Awaitility.await("generation " + generation)
                    .atMost(PATIENCE)
                    .pollInterval(POLL)
                    .until(() -> {
                        operator.replaceIfDead();
                        return condition.getAsBoolean();
                    });
        } catch (ConditionTimeoutException tooLate) {
            throw new AssertionError("what the operator says: " + Serialization.asYaml(status().orElse(null)), tooLate);
        }
    }

    /** All that the rotation wrote is told, its last word included. */
    private boolean isSteady() {
        return isIn(RotationPhase.STEADY)
                && certificate()
                        .map(CertificateStatus::generations)
                        .filter(numbers -> numbers.secret() == generation && numbers.servedMin() == generation)
                        .isPresent();
    }

    private Optional<CertificateStatus> certificate() {
        return status().stream()
                .flatMap(status -> Stream.ofNullable(status.services()))
                .flatMap(List::stream)
                .flatMap(service -> Stream.ofNullable(service.certificate()))
                .findFirst();
    }

    private Optional<PolicyStatus> status() {
        return Optional.ofNullable(
                        stage.plane().client().resource(policy(USUAL)).get())
                .map(WebhookIsolationPolicy::getStatus);
    }

    @Override
    public List<Call> writes() {
        return account.proxy().calls().stream().filter(Call::isWrite).toList();
    }

    FaultProxy proxy() {
        return account.proxy();
    }

    /** So many operators were killed. */
    int deaths() {
        return operator.deaths();
    }

    /** @param dwell of trust; and no hour has to pass from one forced rotation to the next */
    static Waits waits(Duration dwell) {
        var usual = Waits.DEFAULT;
        return new Waits(
                dwell, dwell.multipliedBy(2), usual.foresight(), EVIDENCE, dwell.multipliedBy(3), Duration.ZERO);
    }

    private String namespace() {
        return stage.webhook().namespace();
    }

    private WebhookIsolationPolicy policy(Leaf leaf) {
        var policy = new WebhookIsolationPolicy();
        policy.getMetadata().setNamespace(namespace());
        policy.getMetadata().setName(POLICY);
        var certificates = new CertificatesSpec(
                SelectorsSpec.Mode.Enforce, null, leaf, null, null, "rotation-" + generation, null, restart);
        policy.setSpec(new PolicySpec(null, null, certificates, null, null));
        return policy;
    }

    @Override
    public void close() {
        operator.close();
    }
}
