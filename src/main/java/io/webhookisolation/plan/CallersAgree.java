package io.webhookisolation.plan;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.ProbeOutcome.Served;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.x509.ChainVerifier;
import java.util.Optional;
import java.util.stream.Stream;

/** P7 for the call sites themselves: none of them trusts what an excluded Pod last served for this Service's name. */
final class CallersAgree implements SafetyPredicate {

    @Override
    public Predicate name() {
        return Predicate.P7;
    }

    @Override
    public Optional<String> objection(Proposal proposal) {
        return newest(proposal)
                .flatMap(result -> proposal.around().tenant(result.target().podUid()).stream()
                        .filter(tenant -> !proposal.keeps(tenant))
                        .flatMap(tenant -> trusting(proposal, result)
                                .map(site -> site + " trusts what " + tenant.name() + " serves")))
                .sorted()
                .findFirst();
    }

    /** The newest answer of each target; an older one may be of a certificate that was replaced. */
    private static Stream<ProbeResult> newest(Proposal proposal) {
        return proposal.around().snapshot().probes().entrySet().stream()
                .filter(probes ->
                        probes.getKey().service().equals(proposal.service().reference()))
                .filter(probes -> !probes.getValue().isEmpty())
                .map(probes -> probes.getValue().getLast());
    }

    private static Stream<CallSite> trusting(Proposal proposal, ProbeResult result) {
        return result.outcome() instanceof Served(var chain)
                ? proposal.verdict().callSites().stream()
                        .filter(site -> ChainVerifier.verify(
                                        chain,
                                        site.bundle(),
                                        proposal.service().reference().serverName(),
                                        proposal.now())
                                .verified())
                : Stream.empty();
    }
}
