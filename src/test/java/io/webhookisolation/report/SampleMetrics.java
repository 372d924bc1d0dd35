package io.webhookisolation.report;

import static io.webhookisolation.report.Sample.NOON;
import static io.webhookisolation.report.Sample.evaluation;
import static io.webhookisolation.report.ServicePlans.contested;
import static io.webhookisolation.report.ServicePlans.isolated;
import static io.webhookisolation.report.ServicePlans.narrow;
import static io.webhookisolation.report.ServicePlans.reference;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.webhookisolation.model.Contest;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.RotationPhase;
import java.time.Duration;
import java.util.Optional;

/** An operator to which everything has happened that its metrics can tell of, and happens again with each {@link #more}. */
public final class SampleMetrics {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Meters meters = new Meters(registry);
    private final GaugeBoard board = new GaugeBoard(registry);

    public SampleMetrics() {
        var contest = new Contest("rival", 3, NOON, NOON, Optional.of(NOON.plusSeconds(300)));
        var sample = evaluation()
                .with(contested("a", contest))
                .with(Certificates.at("a", RotationPhase.PROPAGATE))
                .with(isolated("b"))
                .with(Certificates.audited("b", FindingCode.WI205));
        board.replace("operators/webhooks", PolicyGauges.of(sample.build(), sample.status()));
        meters.leading(true);
        meters.objectsRead(() -> 60);
        more();
    }

    /** All counters go on. */
    public void more() {
        meters.wrote("services", "narrow", "ok");
        meters.selectorChanged(narrow("a"));
        meters.reverted("rival");
        meters.rejected(Predicate.P3);
        meters.probed(probe("a"), ProbeWord.MATCH);
        meters.reported(Duration.ofSeconds(1));
        meters.rotated("operators", new RotationJournal.Ended("a", "schedule", "completed", Duration.ofMinutes(7)));
        meters.blocked("issue", "strict.example.io");
    }

    static ProbeResult probe(String service) {
        var target = new ProbeTarget(reference(service), "uid", "pod", "10.0.0.1", 9443);
        return new ProbeResult(target, NOON, Duration.ofMillis(3), new ProbeOutcome.Refused());
    }

    /** As Prometheus is shown them now. */
    public String scrape() {
        return registry.scrape();
    }
}
