package io.webhookisolation.certify;

import io.webhookisolation.certificate.Timing;
import io.webhookisolation.certificate.Timing.Margins;
import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.certificate.Wishes;
import io.webhookisolation.certify.Readings.UnseenException;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.CertificatePolicy;
import io.webhookisolation.model.CertificateStep;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.ownership.Unit;
import io.webhookisolation.ownership.Units;
import io.webhookisolation.pki.Issuer;
import io.webhookisolation.rotation.Decision;
import io.webhookisolation.rotation.Rotation;
import io.webhookisolation.rotation.Task;
import io.webhookisolation.trust.Caller;
import io.webhookisolation.trust.ChainCheck;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks after the certificates of one policy's Services: one look, one decision, its writes. */
public final class Certifier {

    private final Readings readings;
    private final Waits waits;
    private final String operatorNamespace;
    private final Carrying carrying;
    private final FirstSeen firstSeen = new FirstSeen();
    private final Map<String, Memory> memories = new ConcurrentHashMap<>();

    /** What is remembered of a policy for as long as it says the same. */
    private record Memory(long generation, Reverts reverts) {}

    /**
     * Makes it; it does nothing by itself.
     *
     * @param write a guarded write, refused where this process leads no more
     * @param waits which a test cuts short
     */
    public Certifier(
            Readings readings,
            Function<CertificateStep, StepResult> write,
            Issuer issuer,
            String operatorNamespace,
            Waits waits) {
        this.readings = readings;
        this.waits = waits;
        this.operatorNamespace = operatorNamespace;
        this.carrying = new Carrying(new Signing(issuer), write, operatorNamespace);
    }

    /** What became of one Service, or of all that share a Secret. */
    public List<Certified> look(
            Policy policy, long generation, Collection<ServiceVerdict> services, Snapshot snapshot, Instant now) {
        var memory = memories.compute(
                policy.key(),
                (key, before) -> before != null && before.generation == generation
                        ? before
                        : new Memory(generation, new Reverts()));
        var certified = new ArrayList<Certified>();
        var bySecret = new TreeMap<String, List<Mount>>();
        for (var mount : mounts(policy.namespace(), services, snapshot, certified, now)) {
            mount.name()
                    .ifPresentOrElse(
                            name -> bySecret.computeIfAbsent(name, unknown -> new ArrayList<>())
                                    .add(mount),
                            () -> certified.add(unmounted(mount)));
        }
        bySecret.forEach((secret, mounts) -> certified.add(one(policy, mounts, secret, snapshot, memory.reverts, now)));
        return certified;
    }

    /** The policy is gone. */
    public void forget(Policy policy) {
        memories.remove(policy.key());
    }

    private static Certified unmounted(Mount mount) {
        var keptAway = KeptAway.from(mount);
        return Certified.stopped(
                List.of(mount.service()),
                keptAway.isPresent() ? RotationPhase.SUSPENDED : RotationPhase.NOT_MOUNTED,
                keptAway.orElse(mount.doubt()));
    }

    private List<Mount> mounts(
            String namespace,
            Collection<ServiceVerdict> services,
            Snapshot snapshot,
            List<Certified> unseen,
            Instant now) {
        var units = Units.of(snapshot).in(namespace);
        var mounts = new ArrayList<Mount>();
        var secrets = new HashMap<String, SeenSecret>();
        var leaves = new HashMap<String, X509Certificate>();
        for (var service : services) {
            var owning = new Owning(service, snapshot, units);
            try {
                read(namespace, owning.candidates(), secrets, leaves);
                mounts.add(owning.mount(secrets, leaves, firstSeen, waits.adoption(), now));
            } catch (UnseenException failed) {
                unseen.add(Certified.unseen(List.of(service.reference()), failed.gap()));
            }
        }
        return mounts;
    }

    private void read(
            String namespace, List<Unit> owners, Map<String, SeenSecret> secrets, Map<String, X509Certificate> leaves)
            throws UnseenException {
        for (var name : Mount.candidates(owners)) {
            var secret = readings.secret(namespace, name);
            secret.ifPresent(seen -> {
                firstSeen.isThere(seen.key());
                secrets.put(name, seen);
            });
            Custody.chain(secret).stream().findFirst().ifPresent(leaf -> leaves.put(name, leaf));
        }
    }

    private Certified one(
            Policy policy, List<Mount> mounts, String secretName, Snapshot snapshot, Reverts reverts, Instant now) {
        var services = mounts.stream().map(Mount::service).toList();
        try {
            var custody = new Looking(readings, firstSeen, operatorNamespace).look(mounts, secretName, snapshot, now);
            return decide(policy, custody, snapshot, reverts, now);
        } catch (UnseenException failed) {
            return Certified.unseen(services, failed.gap());
        }
    }

    private Certified decide(Policy policy, Custody custody, Snapshot snapshot, Reverts reverts, Instant now) {
        var wanted = policy.certificates();
        var timing = timing(wanted);
        var contested =
                reverts.contested(custody.callers().stream().map(Caller::site).collect(Collectors.toSet()), now);
        var managing = new Managing(custody, snapshot, wanted);
        var seen = Scenes.of(custody, snapshot, managing.managedBy(), contested, policy.key(), now);
        var scene = wanted.restarts() && !policy.suspend()
                ? seen.with(new Restarting(custody, snapshot, seen, timing, now).possible())
                : seen;
        var wishes = Wishes.of(wanted.compromised(), wanted.rotate(), custody.answered(), policy.suspend());
        var decision = KeptAway.from(custody)
                .map(why -> Decision.stopped(RotationPhase.SUSPENDED, why))
                .orElseGet(() -> new Rotation(ChainCheck.AS_THE_API_SERVER, timing)
                        .next(scene, managing.adopted(), wishes, now));
        var ground = new Carrying.Ground(custody, scene, wanted, timing, now);
        var outcomes = carrying.carryOut(decision.tasks(), ground);
        decision.tasks().stream()
                .filter(Task.Publish.class::isInstance)
                .map(Task.Publish.class::cast)
                .filter(publish -> isWritten(publish.caller().site(), outcomes))
                .forEach(publish -> reverts.published(publish, now));
        return new Certified(
                custody.mounts().stream().map(Mount::service).toList(),
                Optional.of(scene),
                decision,
                custody.replacedBy(),
                outcomes,
                Optional.empty());
    }

    private static boolean isWritten(CallSite site, Collection<Carrying.Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome.result() instanceof StepResult.Done)
                .anyMatch(outcome -> outcome.step().object().equals(site.configuration()));
    }

    private Timing timing(CertificatePolicy policy) {
        return new Timing(policy.ca(), policy.leaf(), policy.renewAtPercent(), Margins.DEFAULT, waits);
    }
}
