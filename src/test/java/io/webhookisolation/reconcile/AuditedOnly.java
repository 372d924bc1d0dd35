package io.webhookisolation.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks at certificates and leaves them alone. */
final class AuditedOnly implements Certifying {

    @Override
    public Kept look(Subject subject, Judgement judgement, Instant now) {
        return new Kept(judgement.analysis().certificates(), List.of(), Optional.empty());
    }

    @Override
    public void forget(Subject subject) {}
}
