package io.webhookisolation.certify;

import io.webhookisolation.model.ServicePort;
import io.webhookisolation.ownership.Unit;
import java.util.List;
import java.util.Optional;

/** Why a change of a serving Secret may cost calls where somebody else replaces Pods for it; a pure function. */
final class CostOfStoring {

    private CostOfStoring() {}

    /** One clause; empty where it is not known that anybody replaces Pods, or where their rollout costs no call. */
    static Optional<String> of(Custody custody) {
        return custody.owners()
                .filter(owner -> owner.control().restarts().isFor(custody.secretName()))
                .flatMap(owner -> gap(owner, custody.called())
                        .map(gap -> owner.control().restarts().by() + " replaces the Pods of "
                                + owner.key().kindAndName() + " when Secret " + custody.secretName() + " changes, and "
                                + gap)
                        .stream())
                .findFirst();
    }

    private static Optional<String> gap(Unit owner, List<ServicePort> called) {
        if (called.isEmpty()) {
            return Optional.of("no port is known by which it is called");
        }
        if (!owner.key().kind().equals("Deployment")) {
            return Optional.of("a Pod of a " + owner.key().kind() + " ends before its successor starts");
        }
        return owner.gapInRollout(called).or(() -> owner.gapInEnding(called));
    }
}
