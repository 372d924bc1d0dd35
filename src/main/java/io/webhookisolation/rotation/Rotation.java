package io.webhookisolation.rotation;

import io.webhookisolation.certificate.Timing;
import io.webhookisolation.certificate.Wishes;
import io.webhookisolation.model.CertificateManager;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.trust.BundleRule;
import io.webhookisolation.trust.Caller;
import io.webhookisolation.trust.ChainCheck;
import io.webhookisolation.trust.Dates;
import io.webhookisolation.trust.OwnerPod.Sighting;
import io.webhookisolation.trust.Reliance;
import io.webhookisolation.trust.SecretRefusal;
import io.webhookisolation.trust.SecretRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be done next about one serving Secret.
 *
 * <p>It follows from what is seen alone, so a kill between any two writes, or a backup that is restored, only leads to
 * another place on the same way. Renewal and publication never wait for each other.
 */
public final class Rotation {

    /** A bundle may not grow without end where somebody forces one rotation after the other. */
    static final int MOST_AUTHORITIES = 5;

    private final ChainCheck check;
    private final Timing timing;

    public Rotation(ChainCheck check, Timing timing) {
        this.check = check;
        this.timing = timing;
    }

    /**
     * What is to be done next, or why nothing is.
     *
     * @param adopted types of Secrets beside {@link SecretRule#TLS_TYPE} that the policy lets us take over
     */
    public Decision next(Scene scene, Set<String> adopted, Wishes asked, Instant now) {
        var managedBy = scene.managedBy();
        if (managedBy.manager() != CertificateManager.POLICY) {
            return Decision.stopped(
                    RotationPhase.MANAGED_ELSEWHERE,
                    managedBy.manager().word() + " looks after this certificate: " + managedBy.why());
        }
        var refusal = SecretRule.refusal(scene.secret(), adopted, scene.serverNames());
        if (refusal.isPresent()) {
            var phase = refusal.orElseThrow() == SecretRefusal.NOT_MOUNTED
                    ? RotationPhase.NOT_MOUNTED
                    : RotationPhase.SECRET_NOT_OURS;
            return Decision.stopped(
                    phase, "the Secret is not written: " + refusal.orElseThrow().sentence());
        }
        if (asked.suspended() && !isAdopted(scene)) {
            return Decision.stopped(RotationPhase.SUSPENDED, "the policy is suspended, so nothing is adopted");
        }
        var wishes = bounded(asked, scene, now);
        var dates = new Dates(timing.margins().backdate());
        var publication = new Publication(scene, wishes, new BundleRule(check, timing), dates, now);
        var issuance = new Issuance(scene, wishes, timing, new Reliance(check, timing), now);
        var postponed = asked.forced() && !wishes.forced();
        return new Round(scene, wishes, postponed, publication, issuance, dates, now).decision();
    }

    /** Whether a leaf of ours is stored or served: if so, whatever is held up may end in failed calls. */
    private static boolean isAdopted(Scene scene) {
        return Stream.concat(
                        Stream.of(scene.serving().stored()),
                        scene.serving().pods().stream()
                                .flatMap(pod -> pod.sightings().stream())
                                .map(Sighting::chain))
                .anyMatch(chain -> scene.issuerOf(chain).isPresent());
    }

    private Wishes bounded(Wishes asked, Scene scene, Instant now) {
        var alive = scene.authorities().stream()
                .filter(authority -> now.isBefore(authority.generation().notAfter()))
                .count();
        return alive < MOST_AUTHORITIES ? asked : new Wishes(asked.compromised(), false, asked.suspended());
    }

    /** One look at a scene. */
    private final class Round {

        private final Scene scene;
        private final Wishes wishes;
        private final boolean postponed;
        private final Publication publication;
        private final Issuance issuance;
        private final Dates dates;
        private final Instant now;
        private final List<Task> tasks = new ArrayList<>();

        Round(
                Scene scene,
                Wishes wishes,
                boolean postponed,
                Publication publication,
                Issuance issuance,
                Dates dates,
                Instant now) {
            this.scene = scene;
            this.wishes = wishes;
            this.postponed = postponed;
            this.publication = publication;
            this.issuance = issuance;
            this.dates = dates;
            this.now = now;
        }

        Decision decision() {
            var additions = publication.additions();
            var issue = issuance.possible();
            var objection = issue.flatMap(new Grace(scene, timing, check, now)::objection);
            var missing = issuance.succession().missing(scene.highest());
            tasks.addAll(additions);
            issue.filter(free -> objection.isEmpty()).ifPresent(tasks::add);
            if (!missing.isEmpty()) {
                tasks.add(new Task.MakeAuthorities(missing));
                return decided(RotationPhase.PREPARE, "");
            }
            if (!additions.isEmpty()) {
                return decided(RotationPhase.PUBLISH_TRUST, "");
            }
            if (issue.isPresent()) {
                return objection
                        .map(why -> decided(RotationPhase.AWAITING_RESTART, why))
                        .orElseGet(() -> decided(RotationPhase.ISSUE_LEAF, ""));
            }
            return issuance.wanted()
                    .map(this::waitingForTrust)
                    .or(this::waitingForPods)
                    .or(this::completing)
                    .orElseGet(this::standing);
        }

        private Decision waitingForTrust(Task.Issue issue) {
            var unseen = scene.serving().gaps().stream().findFirst();
            if (unseen.isPresent()) {
                return decided(
                        RotationPhase.PROBE_UNAVAILABLE,
                        "whom the next leaf would meet is not known, since "
                                + unseen.orElseThrow().kind() + ": "
                                + unseen.orElseThrow().detail());
            }
            var ignorant = issuance.ignorant(issue);
            return ignorant.isEmpty()
                    ? decided(
                            RotationPhase.TRUST_DWELL,
                            "API servers are given " + issuance.dwell().toSeconds() + " s to learn the bundle of "
                                    + sites(issuance.distrusting(issue)))
                    : withheld()
                            .orElseGet(() -> decided(
                                    RotationPhase.PUBLISH_TRUST,
                                    sites(ignorant) + " does not trust the next leaf yet"));
        }

        private Optional<Decision> waitingForPods() {
            if (scene.serving().stored().isEmpty()) {
                return Optional.empty();
            }
            var propagation = new Propagation(scene.serving(), timing.waits(), now);
            return propagation
                    .phase()
                    .map(phase -> phase == RotationPhase.AWAITING_RESTART
                            ? awaitingRestart(propagation.names())
                            : decided(phase, message(phase, propagation.names())));
        }

        private Decision awaitingRestart(List<String> pods) {
            if (scene.restart() instanceof Restart.Possible possible) {
                tasks.add(new Task.RestartOwner(possible));
            }
            return decided(
                    RotationPhase.AWAITING_RESTART,
                    String.join(", ", pods) + " still serves the leaf from before; " + remedy());
        }

        private String remedy() {
            return switch (scene.restart()) {
                case Restart.NotWanted no -> "restart it before that leaf ends";
                case Restart.Possible possible -> possible.workload().kindAndName() + " is restarted for it";
                case Restart.UnderWay underWay ->
                    "the rollout of " + underWay.workload().kindAndName() + " is under way (" + underWay.detail() + ")";
                case Restart.Impossible impossible ->
                    "restart it before that leaf ends, since that is left to you: " + impossible.why();
            };
        }

        private String message(RotationPhase phase, List<String> pods) {
            var names = String.join(", ", pods);
            return switch (phase) {
                case PROBE_UNAVAILABLE -> names + " does not show what it serves";
                default -> names + " does not serve the new leaf yet";
            };
        }

        /** Only what nobody needs any more goes, after all else is done. */
        private Optional<Decision> completing() {
            var retirements = publication.retirements();
            tasks.addAll(retirements);
            forget().ifPresent(tasks::add);
            if (!tasks.isEmpty()) {
                return Optional.of(decided(RotationPhase.COMPLETE, ""));
            }
            return publication.dangers().stream()
                    .findFirst()
                    .map(danger -> withheld(danger, "an authority whose key leaked stays trusted: "))
                    .or(this::makingRoom)
                    .or(this::watching);
        }

        /** Somebody forces one rotation after the other, and an earlier authority has to go first. */
        private Optional<Decision> makingRoom() {
            return postponed
                    ? publication.leftovers().stream()
                            .findFirst()
                            .map(left -> withheld(
                                    left,
                                    "rotate is answered once an authority that nobody needs is trusted no more: "))
                    : Optional.empty();
        }

        /** Two looks at every Pod, and what nobody needs may go; nobody would take them once all is steady. */
        private Optional<Decision> watching() {
            return publication.awaitingLooks().stream()
                    .findFirst()
                    .map(left -> withheld(left, "an authority that nobody may need stays trusted: "));
        }

        private Optional<Task.Forget> forget() {
            var inUse = issuance.present().map(KnownAuthority::number).orElse(0);
            var keys = new TreeSet<Integer>();
            var certificates = new TreeSet<>(publication.untrusted());
            for (var authority : scene.authorities()) {
                var isLeaked = wishes.compromised().contains(authority.number());
                if (authority.hasKey() && (authority.number() < inUse || isLeaked)) {
                    keys.add(authority.number());
                }
                if (dates.isExpiredForAll(authority.certificate(), now)) {
                    certificates.add(authority.number());
                }
            }
            return keys.isEmpty() && certificates.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Task.Forget(keys, certificates));
        }

        private Decision standing() {
            return withheld()
                    .orElseGet(() -> decided(wishes.suspended() ? RotationPhase.SUSPENDED : RotationPhase.STEADY, ""));
        }

        private Optional<Decision> withheld() {
            return publication.withheld().stream().findFirst().map(lack -> withheld(lack, ""));
        }

        private Decision withheld(Publication.Withheld withheld, String prefix) {
            var stop = Stop.of(withheld, scene.contested());
            return decided(stop.phase(), prefix + stop.sentence());
        }

        private Decision decided(RotationPhase phase, String message) {
            var sentences = Stream.of(message, lostNames()).filter(part -> !part.isEmpty());
            return new Decision(
                    phase,
                    sentences.collect(Collectors.joining("; ")),
                    tasks,
                    issuance.succession().next(),
                    issuance.renewal());
        }

        /** A name that callers may still use never goes in silence. */
        private String lostNames() {
            var lost = issuance.wanted().isPresent() ? issuance.lostNames() : new TreeSet<String>();
            return lost.isEmpty()
                    ? ""
                    : "the next leaf is not for " + String.join(", ", lost)
                            + ", which the present one names and our authorities may not certify";
        }

        private static String sites(List<Caller> callers) {
            return callers.stream().map(caller -> caller.site().toString()).collect(Collectors.joining(", "));
        }
    }
}
