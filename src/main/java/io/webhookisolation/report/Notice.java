package io.webhookisolation.report;

import io.webhookisolation.model.ServiceVerdict;

/** One thing about one Service that deserves an Event. */
record Notice(EventReason reason, ServiceVerdict about, String note) {}
