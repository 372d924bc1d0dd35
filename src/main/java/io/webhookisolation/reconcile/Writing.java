package io.webhookisolation.reconcile;

import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepResult;

/** The guarded writes, as far as this operator may make any. */
interface Writing {

    StepResult apply(Step step);

    StepResult addFinalizer(WebhookIsolationPolicy policy);

    StepResult removeFinalizer(WebhookIsolationPolicy policy);
}
