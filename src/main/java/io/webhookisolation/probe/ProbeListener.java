package io.webhookisolation.probe;

import io.webhookisolation.model.ProbeResult;

/** Learns of each finished probe, for metrics; called from the probing thread, so it neither blocks nor throws. */
@FunctionalInterface
public interface ProbeListener {

    ProbeListener NONE = result -> {};

    void probed(ProbeResult result);
}
