package io.webhookisolation.architecture.violations.app;

import io.webhookisolation.architecture.violations.plan.Impure;

/** With the classes that know it, one great cycle. */
public record Main(Impure plan) {}
