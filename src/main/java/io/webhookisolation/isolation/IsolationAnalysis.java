package io.webhookisolation.isolation;

import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.Snapshot;
import java.time.Instant;
import java.util.List;

/** The verdict on every webhook Service of a Snapshot, with findings and repairs. */
public final class IsolationAnalysis {

    private IsolationAnalysis() {}

    /**
     * Judges every webhook Service, and every other Service only where it shares a name.
     *
     * @param labelKeys order of preference among distinguishing labels; it excludes none
     * @param now when the analysis is made; the Snapshot's probes are judged by it
     */
    public static Analysis analyse(Snapshot snapshot, List<String> labelKeys, Instant now) {
        return new Analysis(List.of(), List.of());
    }
}
