package io.webhookisolation.report;

/** Counts every write to the API server; metric {@code writes_total}. */
@FunctionalInterface
interface WriteCounter {

    void wrote(String resource, String operation, String result);
}
