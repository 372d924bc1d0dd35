package io.webhookisolation.ownership;

import io.webhookisolation.model.Evidence;
import java.util.Optional;

/** One kind of evidence: what it saw for or against a claim, or nothing. */
interface EvidenceRule {

    Optional<Evidence> examine(Claim claim);
}
