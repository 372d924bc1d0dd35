package io.webhookisolation.ownership;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.Relation;
import io.webhookisolation.x509.ChainVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The strict rules: what must be seen before a write may treat a workload as owner or as foreign. Weights play no part,
 * and all that is not proved is unknown.
 *
 * <p><b>Owner:</b> its endpoints serve a chain that verifies against the live bundle of a call site; or it mounts the
 * Service's Secret, as a Certificate shows, and serves nothing else. A name in a certificate is not enough, because an
 * impostor or a wildcard has it too.
 *
 * <p><b>Foreign:</b> every one of its ready endpoints served the exact name of another webhook Service, twice with a
 * pause; or refused or spoke no TLS three times over two minutes, while nothing of it names the Service and it is of
 * another component. A single refusal is a server that is still starting. A workload that no probe can judge, because it
 * has no ready endpoint, is foreign only if it mounts other webhook Services' Secrets alone.
 */
final class Proof {

    static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(5);
    static final Duration REFUSING = Duration.ofMinutes(2);
    private static final int ROUNDS_OF_ANOTHER_NAME = 2;
    private static final int ROUNDS_OF_REFUSAL = 3;

    private final Handshakes handshakes;
    private final Traffic traffic;
    private final MountedSecret mountedSecret;
    private final ServedCertificate servedCertificate;
    private final Instant now;

    Proof(
            Handshakes handshakes,
            Traffic traffic,
            MountedSecret mountedSecret,
            ServedCertificate servedCertificate,
            Instant now) {
        this.handshakes = handshakes;
        this.traffic = traffic;
        this.mountedSecret = mountedSecret;
        this.servedCertificate = servedCertificate;
        this.now = now;
    }

    Relation of(Claim claim) {
        if (isOwner(claim)) {
            return Relation.OWNER;
        }
        return isForeign(claim) ? Relation.FOREIGN : Relation.UNKNOWN;
    }

    private boolean isOwner(Claim claim) {
        var outcomes = traffic.readyPods(claim).stream()
                .flatMap(pod -> handshakes.last(claim.service().reference(), pod).stream())
                .toList();
        var verifies = !outcomes.isEmpty() && outcomes.stream().allMatch(outcome -> verifies(claim, outcome));
        return verifies
                || (mountedSecret.provesOwner(claim) && outcomes.stream().allMatch(outcome -> isQuiet(claim, outcome)));
    }

    private boolean verifies(Claim claim, ProbeOutcome outcome) {
        return outcome instanceof ProbeOutcome.Served served
                && claim.callSites().stream()
                        .map(CallSite::bundle)
                        .distinct()
                        .anyMatch(bundle -> ChainVerifier.verify(served.chain(), bundle, claim.serverName(), now)
                                .verified());
    }

    /** It does not contradict the Secret that the workload mounts; a stale certificate does. */
    private static boolean isQuiet(Claim claim, ProbeOutcome outcome) {
        return !(outcome instanceof ProbeOutcome.Served served)
                || ServedCertificate.isFor(served.chain().getFirst(), claim.service());
    }

    private boolean isForeign(Claim claim) {
        if (mountedSecret.isFor(claim)) {
            return false;
        }
        var pods = traffic.readyPods(claim);
        if (pods.isEmpty()) {
            return mountedSecret.provesForeign(claim);
        }
        return pods.stream().allMatch(pod -> servesAnother(claim, pod))
                || (isStranger(claim) && pods.stream().allMatch(pod -> refuses(claim, pod)));
    }

    private static boolean isStranger(Claim claim) {
        return !NamedInTemplate.names(claim)
                && Origin.otherComponent(
                        claim.service().provenance(), claim.unit().provenance());
    }

    private boolean servesAnother(Claim claim, Pod pod) {
        return eachPort(
                claim,
                pod,
                ROUNDS_OF_ANOTHER_NAME,
                BETWEEN_ROUNDS,
                outcome -> outcome instanceof ProbeOutcome.Served served
                        && servedCertificate.isForAnother(served.chain().getFirst(), claim.service()));
    }

    private boolean refuses(Claim claim, Pod pod) {
        return pod.ready()
                && eachPort(
                        claim, pod, ROUNDS_OF_REFUSAL, REFUSING, outcome -> !(outcome instanceof ProbeOutcome.Served));
    }

    private boolean eachPort(Claim claim, Pod pod, int rounds, Duration span, Predicate<ProbeOutcome> expected) {
        var ports = handshakes.of(claim.service().reference(), pod);
        return !ports.isEmpty()
                && ports.stream().map(results -> newest(results, expected)).allMatch(run -> isLong(run, rounds, span));
    }

    /** The results since the last that was not as expected, oldest first. */
    private static List<ProbeResult> newest(List<ProbeResult> results, Predicate<ProbeOutcome> expected) {
        var run = new ArrayList<ProbeResult>();
        for (var result : results) {
            if (expected.test(result.outcome())) {
                run.add(result);
            } else {
                run.clear();
            }
        }
        return run;
    }

    private static boolean isLong(List<ProbeResult> run, int rounds, Duration span) {
        return run.size() >= rounds
                && !run.getFirst().at().plus(span).isAfter(run.getLast().at());
    }
}
