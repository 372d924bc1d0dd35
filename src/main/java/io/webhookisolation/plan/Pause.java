package io.webhookisolation.plan;

import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.SelectorState;

/** Why nothing is narrowed for now, whatever the simulation says, and the state that this is told as. */
record Pause(SelectorState state, Refusal refusal) {}
