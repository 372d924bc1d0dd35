package io.webhookisolation.certify;

import io.webhookisolation.certificate.Timing;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Workload;
import io.webhookisolation.ownership.Unit;
import io.webhookisolation.rotation.Restart;
import io.webhookisolation.rotation.Scene;
import io.webhookisolation.trust.Caller;
import io.webhookisolation.trust.ChainCheck;
import io.webhookisolation.trust.OwnerPod;
import io.webhookisolation.x509.Verification.Rejected;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether Pods that go on serving a former leaf may be replaced by a rollout that costs no call; a pure function.
 *
 * <p>Only of a Deployment that nobody controls, whose rollout is settled, takes no ready Pod away and tests the webhook's
 * port, whose callers all trust the new leaf, whose Pods serve on for a while when they end (docs/adr/0031), and only for Pods that started before they could read the leaf: one that started later serves something else, and
 * would do so after any number of restarts.
 */
final class Restarting {

    private final Custody custody;
    private final Snapshot snapshot;
    private final Scene scene;
    private final Timing timing;
    private final Instant now;

    Restarting(Custody custody, Snapshot snapshot, Scene scene, Timing timing, Instant now) {
        this.custody = custody;
        this.snapshot = snapshot;
        this.scene = scene;
        this.timing = timing;
        this.now = now;
    }

    Restart possible() {
        var leaf = scene.serving().stored().stream().findFirst();
        var behind = scene.serving().behind().stream().map(OwnerPod::name).collect(Collectors.toSet());
        if (leaf.isEmpty() || behind.isEmpty()) {
            return new Restart.NotWanted();
        }
        if (scene.issuerOf(scene.serving().stored()).isEmpty()) {
            return new Restart.Impossible("the leaf in the Secret is none of ours");
        }
        var unsafe = unseen().or(this::distrusting);
        if (unsafe.isPresent()) {
            return new Restart.Impossible(unsafe.orElseThrow());
        }
        var owners = custody.owners().toList();
        return owners.stream()
                .flatMap(owner -> underWay(owner).stream())
                .findFirst()
                .<Restart>map(restart -> restart)
                .orElseGet(() -> owners.stream()
                        .filter(owner -> owner.pods().stream().anyMatch(pod -> isOneOf(behind, pod)))
                        .findFirst()
                        .map(owner -> restart(owner, behind, readable(leaf.orElseThrow())))
                        .orElseGet(() ->
                                new Restart.Impossible("no workload is known to own " + String.join(", ", behind))));
    }

    private Optional<String> unseen() {
        return scene.serving().gaps().stream().findFirst().map(gap -> gap.kind() + ": " + gap.detail());
    }

    /** Somebody may have taken our authority out since the leaf was stored; the former leaf still serves him. */
    private Optional<String> distrusting() {
        return scene.serving().callers().stream()
                .filter(Caller::verifies)
                .filter(caller -> ChainCheck.AS_THE_API_SERVER.verify(
                                scene.serving().stored(),
                                caller.trustedFor(timing.waits().trust(), now),
                                caller.serverName(),
                                now)
                        instanceof Rejected)
                .findFirst()
                .map(caller -> caller.site() + " does not trust the new leaf, or has not for long enough");
    }

    /** A Pod that is terminating counts no more for its Deployment, and serves on. */
    private static Optional<Restart.UnderWay> underWay(Unit owner) {
        if (!owner.rollout().settled()) {
            return Optional.of(new Restart.UnderWay(owner.key(), owner.rollout().detail()));
        }
        return owner.pods().stream()
                .filter(Pod::terminating)
                .findFirst()
                .map(pod -> new Restart.UnderWay(owner.key(), pod.key().name() + " is terminating"));
    }

    private Restart restart(Unit owner, Set<String> behind, Instant readable) {
        var live = live(owner);
        return objection(owner, live.isPresent(), behind, readable)
                .<Restart>map(Restart.Impossible::new)
                .orElseGet(() -> new Restart.Possible(
                        owner.key(),
                        live.orElseThrow().uid(),
                        live.orElseThrow().control().resourceVersion()));
    }

    private Optional<String> objection(Unit owner, boolean isLive, Set<String> behind, Instant readable) {
        var name = owner.key().kindAndName();
        if (!owner.key().kind().equals("Deployment")) {
            return Optional.of(name + " is no Deployment");
        }
        if (owner.controller().isPresent()) {
            var controller = owner.controller().orElseThrow();
            return Optional.of(name + " is controlled by " + controller.kind() + " " + controller.name());
        }
        if (!isLive) {
            return Optional.of(name + " is being deleted");
        }
        var called = custody.called();
        if (called.isEmpty()) {
            return Optional.of("no port is known by which it is called");
        }
        return owner.pods().stream()
                .filter(pod -> isOneOf(behind, pod))
                .filter(pod -> pod.started().filter(readable::isBefore).isPresent())
                .findFirst()
                .map(pod -> pod.key().name()
                        + " started when the Secret held the new leaf already, so it does not serve from that Secret")
                .or(() -> owner.gapInRollout(called))
                .or(() -> owner.gapInEnding(called));
    }

    /** From then on nobody starts with the leaf from before: kubelet has long had the new one. */
    private Instant readable(X509Certificate leaf) {
        return leaf.getNotBefore()
                .toInstant()
                .plus(timing.margins().backdate())
                .plus(timing.waits().propagation());
    }

    private static boolean isOneOf(Set<String> names, Pod pod) {
        return names.contains(pod.key().name());
    }

    private Optional<Workload> live(Unit owner) {
        return snapshot.workloads().stream()
                .filter(workload -> workload.key().equals(owner.key()))
                .filter(workload -> !workload.control().resourceVersion().isEmpty())
                .filter(workload -> !workload.control().terminating())
                .findFirst();
    }
}
