package io.webhookisolation.cluster.api;

/**
 * How a write is meant.
 *
 * @param manager the field manager
 * @param force an apply takes over the fields of other managers
 * @param dryRun all checks are made, nothing is stored
 */
record WriteOptions(String manager, boolean force, boolean dryRun) {}
