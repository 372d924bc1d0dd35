package io.webhookisolation.report;

import static io.webhookisolation.report.Sample.NOON;
import static io.webhookisolation.report.ServicePlans.contested;
import static io.webhookisolation.report.ServicePlans.isolated;
import static io.webhookisolation.report.ServicePlans.narrow;
import static io.webhookisolation.report.ServicePlans.overlapping;
import static io.webhookisolation.report.ServicePlans.reference;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.webhookisolation.model.Contest;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.ServiceCertificate;
import io.webhookisolation.model.ServiceCertificate.Generations;
import io.webhookisolation.model.ServicePlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the operator shows while a mixed-up webhook is repaired, undone and repaired again, and its certificate adopted and rotated. */
public final class SampleMorning {

    public static final Instant START = NOON.minus(Duration.ofMinutes(90));
    public static final Instant END = NOON;

    private static final Duration STEP = Duration.ofSeconds(30);
    private static final int REPAIRED = 20;
    private static final int UNDONE = 24;
    private static final int REPAIRED_AGAIN = 28;
    private static final int UNDONE_AGAIN = 30;
    private static final int REPAIRED_AT_LAST = 34;
    private static final String MIXED_UP = "lws-webhook-service";
    private static final String NEIGHBOUR = "kueue-webhook-service";

    private static final TreeMap<Integer, RotationPhase> PHASES = new TreeMap<>(Map.ofEntries(
            Map.entry(38, RotationPhase.PREPARE),
            Map.entry(39, RotationPhase.PUBLISH_TRUST),
            Map.entry(41, RotationPhase.TRUST_DWELL),
            Map.entry(46, RotationPhase.ISSUE_LEAF),
            Map.entry(47, RotationPhase.PROPAGATE),
            Map.entry(50, RotationPhase.COMPLETE),
            Map.entry(52, RotationPhase.STEADY),
            Map.entry(66, RotationPhase.BLOCKED_BY_WEBHOOK),
            Map.entry(72, RotationPhase.ISSUE_LEAF),
            Map.entry(73, RotationPhase.PROPAGATE),
            Map.entry(76, RotationPhase.COMPLETE),
            Map.entry(78, RotationPhase.STEADY)));

    private static final TreeMap<Integer, Generations> GENERATIONS = new TreeMap<>(Map.of(
            0, new Generations(0, 0, 0, 0),
            40, new Generations(1, 2, 0, 0),
            47, new Generations(1, 2, 1, 0),
            49, new Generations(1, 2, 1, 1),
            67, new Generations(1, 3, 1, 1),
            73, new Generations(1, 3, 2, 1),
            75, new Generations(2, 3, 2, 2)));

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Meters meters = new Meters(registry);
    private final GaugeBoard board = new GaugeBoard(registry);

    private SampleMorning() {
        meters.leading(true);
        meters.objectsRead(() -> 60);
    }

    /** What Prometheus was shown, by when it asked. */
    public static SortedMap<Instant, String> scrapes() {
        var morning = new SampleMorning();
        var scrapes = new TreeMap<Instant, String>();
        for (var now = START; !now.isAfter(END); now = now.plus(STEP)) {
            morning.show(now);
            if (Duration.between(START, now).toSecondsPart() == 0) {
                morning.happen((int) Duration.between(START, now).toMinutes());
            }
            scrapes.put(now, morning.registry.scrape());
        }
        return scrapes;
    }

    private void show(Instant now) {
        var minute = (int) Duration.between(START, now).toMinutes();
        var sample = Sample.at(now)
                .with(plan(minute, now))
                .with(isolated(NEIGHBOUR))
                .with(certificate(minute))
                .with(Certificates.audited(NEIGHBOUR, FindingCode.WI205))
                .endpoints(MIXED_UP, Map.of(Relation.OWNER, 2, Relation.FOREIGN, isMixedUp(minute) ? 2 : 0))
                .endpoints(NEIGHBOUR, Map.of(Relation.OWNER, 2));
        board.replace("operators/webhooks", PolicyGauges.of(sample.build(), sample.status()));
    }

    private static ServicePlan plan(int minute, Instant now) {
        if (minute < REPAIRED) {
            return overlapping(
                    MIXED_UP, SelectorState.SIMULATION_REJECTED, new Refusal(Predicate.P3, "seen only once so far"));
        }
        return isMixedUp(minute)
                ? contested(MIXED_UP, new Contest("kubectl-edit", 1, now, now, Optional.of(now.plusSeconds(60))))
                : isolated(MIXED_UP);
    }

    private static boolean isMixedUp(int minute) {
        return minute < REPAIRED
                || (minute >= UNDONE && minute < REPAIRED_AGAIN)
                || (minute >= UNDONE_AGAIN && minute < REPAIRED_AT_LAST);
    }

    private static ServiceCertificate certificate(int minute) {
        var phase = PHASES.floorEntry(minute);
        return phase == null
                ? Certificates.audited(MIXED_UP)
                : Certificates.at(
                        MIXED_UP,
                        phase.getValue(),
                        "",
                        GENERATIONS.floorEntry(minute).getValue(),
                        NOON.plus(Duration.ofDays(minute < 47 ? 12 : 30)));
    }

    private void happen(int minute) {
        if (minute % 5 == 0) {
            meters.probed(probe(MIXED_UP, Duration.ofMillis(4 + minute % 3)), ProbeWord.MATCH);
            meters.probed(
                    probe(NEIGHBOUR, Duration.ofMillis(3)), isMixedUp(minute) ? ProbeWord.OTHER_NAME : ProbeWord.MATCH);
            meters.reported(Duration.ofMillis(300 + 20L * (minute % 7)));
            meters.wrote("webhookisolationpolicies/status", "status", "ok");
        }
        if (minute % 5 == 2 && minute < REPAIRED) {
            meters.rejected(Predicate.P3);
        }
        switch (minute) {
            case REPAIRED, REPAIRED_AGAIN, REPAIRED_AT_LAST -> {
                meters.wrote("services", "narrow", "ok");
                meters.selectorChanged(narrow(MIXED_UP));
            }
            case UNDONE, UNDONE_AGAIN -> meters.reverted("kubectl-edit");
            case 39, 40, 65, 71 -> meters.wrote("validatingwebhookconfigurations", "certificates", "ok");
            case 38, 46, 64, 72 -> meters.wrote("secrets", "certificates", "ok");
            case 66, 68, 70 -> {
                meters.wrote("validatingwebhookconfigurations", "certificates", "denied");
                meters.blocked("trust", "strict.example.io");
            }
            case 52, 78 ->
                meters.rotated(
                        "operators",
                        new RotationJournal.Ended(MIXED_UP, "forced", "completed", Duration.ofMinutes(14)));
            default -> {}
        }
    }

    private static ProbeResult probe(String service, Duration took) {
        var target = new ProbeTarget(reference(service), "uid", "pod", "10.0.0.1", 9443);
        return new ProbeResult(target, NOON, took, new ProbeOutcome.Refused());
    }
}
