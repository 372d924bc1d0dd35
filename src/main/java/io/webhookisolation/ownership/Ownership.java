package io.webhookisolation.ownership;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.WorkloadVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides for each workload that a webhook Service selects whether it is its owner, foreign, or unknown.
 *
 * <p>It decides twice: by weighed evidence, for people and suggestions; and by strict rules, for writes.
 */
public final class Ownership {

    private final Units units;
    private final Traffic traffic;
    private final Handshakes handshakes;
    private final ServedCertificate servedCertificate;
    private final SiblingService siblingService;
    private final Proof proof;
    private final List<EvidenceRule> rules;

    /**
     * Indexes the Snapshot once.
     *
     * @param now probes that are older than a quarter of an hour then do not count
     */
    public Ownership(Snapshot snapshot, Instant now) {
        units = Units.of(snapshot);
        traffic = new Traffic(snapshot);
        var webhooks = new WebhookServices(snapshot);
        handshakes = new Handshakes(snapshot, now);
        var sharedMount = new SharedMount(units, webhooks);
        var mountedSecret = new MountedSecret(snapshot, webhooks, sharedMount);
        servedCertificate = new ServedCertificate(handshakes, traffic, webhooks, mountedSecret, sharedMount);
        proof = new Proof(handshakes, traffic, mountedSecret, servedCertificate, now);
        siblingService = new SiblingService(webhooks, proof);
        rules = List.of(
                servedCertificate,
                mountedSecret,
                InstallationMark.ofHelm(),
                new OwnLabels(),
                InstallationMark.ofOlm(),
                new TargetPort(),
                new NamePrefix(units),
                new NamedInTemplate(),
                new GrantedRights(snapshot),
                new SourceDocument(snapshot.live(), webhooks),
                siblingService);
    }

    public Units units() {
        return units;
    }

    /** One verdict per unit of the namespace that the Service's selector matches, sorted. */
    public List<WorkloadVerdict> of(Service service, List<CallSite> callSites) {
        var appraisals = claims(service, callSites).map(this::appraisal).toList();
        var ranking = new Ranking(appraisals);
        return appraisals.stream()
                .map(appraisal -> verdict(appraisal, ranking.of(appraisal)))
                .sorted()
                .toList();
    }

    /** What the ready endpoints served that answered last, whoever they are; in the order of workloads and Pods. */
    public List<ServedChain> served(Service service, List<CallSite> callSites) {
        return claims(service, callSites).flatMap(this::served).toList();
    }

    /** Whether any endpoint of the workload answered a probe; without that a verdict rests on labels and mounts. */
    public static boolean isProbed(WorkloadVerdict verdict) {
        return verdict.evidence().stream().anyMatch(item -> item.code().equals(ServedCertificate.CODE));
    }

    /** Whether any endpoint of the workload answered with the Service's name. */
    public static boolean serves(WorkloadVerdict verdict) {
        return verdict.evidence().stream()
                .anyMatch(item -> item.code().equals(ServedCertificate.CODE) && item.weight() > 0);
    }

    private Stream<Claim> claims(Service service, List<CallSite> callSites) {
        return units.in(service.key().namespace()).stream()
                .filter(unit -> unit.isSelectedBy(service.selector()))
                .map(unit -> new Claim(service, callSites, unit));
    }

    private Stream<ServedChain> served(Claim claim) {
        return traffic.readyPods(claim).stream()
                .flatMap(pod -> handshakes.last(claim.service().reference(), pod).stream()
                        .filter(ProbeOutcome.Served.class::isInstance)
                        .map(ProbeOutcome.Served.class::cast)
                        .map(served -> new ServedChain(claim.unit().key(), pod, served.chain())));
    }

    private Appraisal appraisal(Claim claim) {
        var evidence = rules.stream()
                .map(rule -> rule.examine(claim))
                .flatMap(Optional::stream)
                .toList();
        return new Appraisal(claim, evidence, servedCertificate.disagree(claim));
    }

    private WorkloadVerdict verdict(Appraisal appraisal, Relation relation) {
        var claim = appraisal.claim();
        return new WorkloadVerdict(
                claim.unit().key(),
                claim.unit().provenance().component(),
                relation,
                proved(claim),
                appraisal.score(),
                traffic.reaches(claim),
                appraisal.evidence());
    }

    /** Where nothing is verified a sibling's owner is ours too; if it looks foreign nevertheless, neither is proved. */
    private Relation proved(Claim claim) {
        var strict = proof.of(claim);
        if (!claim.unverified() || !siblingService.provesOwner(claim)) {
            return strict;
        }
        return switch (strict) {
            case OWNER, UNKNOWN -> Relation.OWNER;
            case FOREIGN -> Relation.UNKNOWN;
        };
    }
}
