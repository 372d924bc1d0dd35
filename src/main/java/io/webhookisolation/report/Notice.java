package io.webhookisolation.report;

import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.ServiceVerdict;
import java.util.Optional;

/**
 * One thing about one Service that deserves an Event.
 *
 * @param rejectedBy the predicate, where one refuses a repair
 */
record Notice(EventReason reason, ServiceVerdict about, String note, Optional<Predicate> rejectedBy) {}
