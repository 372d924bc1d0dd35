package io.webhookisolation.plan;

import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Rollout;
import io.webhookisolation.ownership.Unit;
import io.webhookisolation.plan.Neighbourhood.Tenant;
import java.util.Optional;
import java.util.stream.Stream;

/** P9: nobody who matches is being rolled out, so that what was read of Pods and templates stays true while we write. */
final class NoRolloutInProgress implements SafetyPredicate {

    @Override
    public Predicate name() {
        return Predicate.P9;
    }

    @Override
    public Optional<String> objection(Proposal proposal) {
        var around = proposal.around();
        var open = Phrase.listing(Stream.concat(proposal.owners(), proposal.foreign())
                .flatMap(unit -> around.unit(unit).stream())
                .flatMap(NoRolloutInProgress::unfinished));
        if (!open.isEmpty()) {
            return Optional.of("the rollout of " + open + " is not finished");
        }
        var leaving = Phrase.listing(proposal.owners()
                .flatMap(around::tenantsOf)
                .filter(tenant -> tenant.pod().terminating())
                .map(Tenant::name));
        return leaving.isEmpty() ? Optional.empty() : Optional.of(leaving + " is terminating");
    }

    /** A custom resource's own status is not read; its ReplicaSets speak for it. */
    private static Stream<String> unfinished(Unit unit) {
        var open = unit.revisions().stream()
                .filter(revision -> !revision.rollout().settled())
                .map(revision -> describe(revision.key(), revision.rollout()));
        return unit.rollout().settled() ? open : Stream.of(describe(unit.key(), unit.rollout()));
    }

    private static String describe(ObjectKey workload, Rollout rollout) {
        return workload.kindAndName() + " (" + rollout.detail() + ")";
    }
}
