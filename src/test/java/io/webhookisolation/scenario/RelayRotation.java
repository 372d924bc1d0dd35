package io.webhookisolation.scenario;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.webhookisolation.api.v1alpha1.CertificateStatus;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.model.RotationPhase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Rotates by a {@link Relay} that hands over as soon as a phase is told that nobody has led in before. */
final class RelayRotation implements Rotation {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(50);

    private final RotationStage stage;
    private final OperatorAccount account;
    private final Relay relay;
    private final AtomicInteger turns;
    private int generation;

    /** @param turns counts how often the Lease changes hands */
    RelayRotation(RotationStage stage, AtomicInteger turns) {
        this.stage = stage;
        this.turns = turns;
        stage.sites().all().forEach(RotatedSite::disown);
        Disowned.by(stage.plane().client(), stage.webhook().manifests().secret());
        account = stage.plane().operatorIn(namespace());
        account.allowRotating();
        var waits = OperatorRotation.waits(stage.cell().trustDwell());
        relay = new Relay(identity -> RunningOperator.electing(
                identity, account.client(), stage.plane().dialer(), namespace(), InstantSource.system(), waits));
    }

    @Override
    public void rotate(RotationStage sameStage) {
        generation++;
        stage.plane().client().resource(policy()).serverSideApply();
        Set<String> seen = new HashSet<>();
        await("generation " + generation).atMost(PATIENCE).pollInterval(POLL).until(() -> {
            var phase = certificate().map(CertificateStatus::phase).orElse("");
            if (!phase.isEmpty() && seen.add(phase)) {
                relay.handOver();
                turns.incrementAndGet();
            }
            return isOver();
        });
    }

    /** And all that it wrote is told. */
    private boolean isOver() {
        return stage.isRotatedTo(generation)
                && certificate()
                        .filter(told -> RotationPhase.STEADY.word().equals(told.phase()))
                        .map(CertificateStatus::generations)
                        .filter(told -> told.secret() == generation && told.servedMin() == generation)
                        .isPresent();
    }

    private Optional<CertificateStatus> certificate() {
        return Stream.ofNullable(stage.plane().client().resource(policy()).get())
                .flatMap(policy -> Stream.ofNullable(policy.getStatus()))
                .flatMap(status -> Stream.ofNullable(status.services()))
                .flatMap(List::stream)
                .flatMap(service -> Stream.ofNullable(service.certificate()))
                .findFirst();
    }

    @Override
    public List<Call> writes() {
        return account.proxy().calls().stream()
                .filter(Call::isWrite)
                .filter(call -> !call.resource().startsWith("leases."))
                .toList();
    }

    private String namespace() {
        return stage.webhook().namespace();
    }

    private WebhookIsolationPolicy policy() {
        var text = """
                apiVersion: webhook-isolation.io/v1alpha1
                kind: WebhookIsolationPolicy
                metadata: {name: webhooks, namespace: %s}
                spec: {certificates: {mode: Enforce, rotate: rotation-%d}}
                """.formatted(namespace(), generation);
        return Serialization.unmarshal(text, WebhookIsolationPolicy.class);
    }

    @Override
    public void close() {
        relay.close();
    }
}
