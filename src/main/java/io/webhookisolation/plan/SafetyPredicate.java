package io.webhookisolation.plan;

import io.webhookisolation.model.Predicate;
import java.util.Optional;

/** One condition that must hold before a selector is narrowed; all are listed in docs/concepts.md. */
interface SafetyPredicate {

    Predicate name();

    /** Why this proposal must not be written, as a sentence that names objects; empty if it may. */
    Optional<String> objection(Proposal proposal);
}
