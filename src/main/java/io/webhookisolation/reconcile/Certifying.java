package io.webhookisolation.reconcile;

import io.webhookisolation.model.Gap;
import io.webhookisolation.model.ServiceCertificate;
import io.webhookisolation.model.ServiceReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Has the certificates of a policy's Services looked after, where the policy wants that. */
interface Certifying {

    /**
     * How they stand.
     *
     * @param certificates of all Services that are known, also of those that are only audited
     * @param missing rights that were found missing
     * @param comeBack when the next step may be possible; empty if only the schedule, or somebody else, moves it on
     */
    record Kept(
            SortedMap<ServiceReference, ServiceCertificate> certificates,
            List<Gap> missing,
            Optional<Duration> comeBack) {}

    Kept look(Subject subject, Judgement judgement, Instant now);

    /** The policy is gone. */
    void forget(Subject subject);
}
