package io.webhookisolation.report;

import static io.webhookisolation.report.Sample.NOON;
import static io.webhookisolation.report.Sample.evaluation;
import static io.webhookisolation.report.ServicePlans.isolated;
import static io.webhookisolation.report.ServicePlans.overlapping;
import static io.webhookisolation.report.ServicePlans.reference;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.webhookisolation.docs.MetricTable;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.SelectorState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");
    private static final Pattern SAMPLE =
            Pattern.compile("(webhook_isolation_\\w+?)(_bucket|_count|_sum|_max)?\\{(.*)} .*");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Meters meters = new Meters(registry);
    private final GaugeBoard board = new GaugeBoard(registry);

    @Test
    void theReferenceListsExactlyWhatIsExported() {
        // given
        var everything = new SampleMetrics();

        // when
        var exported = exported(everything.scrape());

        // then
        assertThat(documented()).isEqualTo(exported);
    }

    @Test
    void theReferenceDescribesEachMetricInTheWordsOfTheScrape() {
        // given
        var table = MetricTable.read();

        // when
        var metrics = List.of(Metric.values());

        // then
        assertThat(metrics)
                .allSatisfy(metric -> assertThat(table)
                        .extractingByKey(metric.exported())
                        .extracting(MetricTable.Row::description)
                        .isEqualTo(metric.description()));
    }

    @Test
    void seriesOfWhatLeftTheScopeGoAway() {
        // given
        var both = evaluation().with(isolated("a")).with(overlapping("b", SelectorState.AUDIT_MODE));
        var one = evaluation().with(isolated("a"));
        board.replace("operators/webhooks", PolicyGauges.of(both.build(), both.status()));

        // when
        board.replace("operators/webhooks", PolicyGauges.of(one.build(), one.status()));

        // then
        assertThat(registry.scrape()).contains("service=\"a\"").doesNotContain("service=\"b\"");
    }

    @Test
    void seriesOfADeletedPolicyGoAway() {
        // given
        var sample = evaluation().with(isolated("a"));
        board.replace("operators/webhooks", PolicyGauges.of(sample.build(), sample.status()));

        // when
        board.replace("operators/webhooks", Map.of());

        // then
        assertThat(registry.scrape().lines().filter(line -> !line.startsWith("#")))
                .containsExactly("webhook_isolation_leader 0.0");
    }

    @Test
    void policiesOfOneNamespaceAddUpTheirSuggestions() {
        // given
        var series = Series.of(Metric.SUGGESTIONS, "operators", "EffectiveOverlap");

        // when
        board.replace("operators/one", Map.of(series, 2.0));
        board.replace("operators/two", Map.of(series, 1.0));
        var together = registry.scrape();
        board.replace("operators/one", Map.of());

        // then
        assertThat(together)
                .contains("webhook_isolation_suggestions{class=\"EffectiveOverlap\",namespace=\"operators\"} 3.0");
        assertThat(registry.scrape())
                .contains("webhook_isolation_suggestions{class=\"EffectiveOverlap\",namespace=\"operators\"} 1.0");
    }

    @Test
    void aServiceThatIsGoneIsNotCountedOn() {
        // given
        meters.probed(SampleMetrics.probe("a"), ProbeWord.REFUSED);
        meters.probed(SampleMetrics.probe("b"), ProbeWord.MATCH);

        // when
        meters.forget(reference("a"));

        // then
        assertThat(registry.scrape()).doesNotContain("service=\"a\"").contains("service=\"b\"");
    }

    @Test
    void theRotationsOfAServiceThatIsGoneAreNotCountedOn() {
        // given
        meters.rotated("operators", new RotationJournal.Ended("a", "schedule", "completed", Duration.ofMinutes(7)));
        meters.rotated("operators", new RotationJournal.Ended("b", "forced", "abandoned", Duration.ofMinutes(7)));

        // when
        meters.forget(reference("a"));

        // then
        assertThat(registry.scrape())
                .doesNotContain("service=\"a\"")
                .contains("service=\"b\"")
                .contains("webhook_isolation_rotation_duration_seconds_count 1");
    }

    @Test
    void showsOnePhaseOfAll() {
        // given
        var sample = evaluation().with(isolated("a")).with(Certificates.at("a", RotationPhase.TRUST_DWELL));

        // when
        board.replace("operators/webhooks", PolicyGauges.of(sample.build(), sample.status()));

        // then
        var scrape = registry.scrape();
        assertThat(scrape.lines().filter(line -> line.startsWith("webhook_isolation_rotation_phase{")))
                .hasSize(RotationPhase.values().length)
                .filteredOn(line -> line.endsWith(" 1.0"))
                .singleElement()
                .asString()
                .contains("phase=\"TrustDwell\"");
        assertThat(scrape)
                .contains("webhook_isolation_rotation_phase_start_timestamp_seconds{namespace=\"operators\","
                        + "service=\"a\"} " + (double) NOON.getEpochSecond())
                .contains("webhook_isolation_ca_generation{namespace=\"operators\",service=\"a\",where=\"bundle_max\"}"
                        + " 2.0");
    }

    @Test
    void showsWhoContestsCertificates() {
        // given
        var sample = evaluation()
                .with(isolated("a"))
                .with(Certificates.replaced("a", "helm"))
                .with(isolated("b"))
                .with(Certificates.at("b", RotationPhase.CONTESTED));

        // when
        board.replace("operators/webhooks", PolicyGauges.of(sample.build(), sample.status()));

        // then
        assertThat(registry.scrape())
                .contains("webhook_isolation_contested{manager=\"helm\",namespace=\"operators\",service=\"a\"} 1.0")
                .contains("webhook_isolation_contested{manager=\"\",namespace=\"operators\",service=\"b\"} 1.0");
    }

    @Test
    void showsEndsAndNoPhaseWhereCertificatesAreAudited() {
        // given
        var sample = evaluation().with(isolated("a")).with(Certificates.audited("a"));

        // when
        board.replace("operators/webhooks", PolicyGauges.of(sample.build(), sample.status()));

        // then
        assertThat(registry.scrape())
                .contains("webhook_isolation_certificate_not_after_timestamp_seconds{namespace=\"operators\","
                        + "role=\"leaf\",service=\"a\"}")
                .doesNotContain("rotation_phase", "ca_generation", "renewal_due");
    }

    @Test
    void showsEachFindingAboutCertificatesByCodeAndSeverity() {
        // given
        var ending = Certificates.audited("a", FindingCode.WI205, FindingCode.WI203);
        var sample = evaluation().with(isolated("a")).with(ending);

        // when
        board.replace("operators/webhooks", PolicyGauges.of(sample.build(), sample.status()));

        // then
        assertThat(registry.scrape().lines().filter(line -> line.startsWith("webhook_isolation_certificate_finding{")))
                .containsExactlyInAnyOrder(
                        "webhook_isolation_certificate_finding{code=\"WI205\",namespace=\"operators\","
                                + "service=\"a\",severity=\"warning\"} 1.0",
                        "webhook_isolation_certificate_finding{code=\"WI203\",namespace=\"operators\","
                                + "service=\"a\",severity=\"error\"} 1.0");
    }

    @Test
    void showsWhoLeads() {
        // when
        meters.leading(true);

        // then
        assertThat(registry.scrape()).contains("webhook_isolation_leader 1.0");
    }

    /** Name to type and labels, as a scrape shows them. */
    private static Map<String, String> exported(String text) {
        var labels = new TreeMap<String, TreeSet<String>>();
        var samples = SAMPLE.matcher(text);
        while (samples.find()) {
            Arrays.stream(samples.group(3).split(","))
                    .map(label -> label.substring(0, label.indexOf('=')))
                    .filter(label -> !label.equals("le"))
                    .forEach(label -> labels.computeIfAbsent(samples.group(1), name -> new TreeSet<>())
                            .add(label));
        }
        var exported = new TreeMap<String, String>();
        var types = TYPE.matcher(text);
        while (types.find()) {
            var name = types.group(1);
            if (!name.endsWith("_max")) {
                exported.put(name, types.group(2) + " " + labels.getOrDefault(name, new TreeSet<>()));
            }
        }
        return exported;
    }

    private static Map<String, String> documented() {
        var documented = new TreeMap<String, String>();
        MetricTable.read().forEach((name, row) -> documented.put(name, row.type() + " " + row.labels()));
        return documented;
    }
}
