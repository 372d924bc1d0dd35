package io.webhookisolation.report;

/** What a condition says: whether, why in one word, and why in a sentence. */
record Verdict(Truth truth, String reason, String message) {}
