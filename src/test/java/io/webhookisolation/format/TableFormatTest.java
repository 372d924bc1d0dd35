package io.webhookisolation.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableFormatTest {

    private static final String ESCAPE = "\u001b";

    @Test
    void shows_each_service_then_its_findings_then_counts_and_what_to_type() {
        var report = AuditReport.of(SampleAudits.overlap());

        var table = new TableFormat(Palette.PLAIN).print(report);

        assertThat(table).isEqualTo("""
                        SERVICE               CLASS             OWNERS                    FOREIGN                  REPAIR
                        shared/alpha-webhook  EffectiveOverlap  Deployment/alpha-manager  Deployment/beta-manager  add app.kubernetes.io/name=alpha
                        shared/beta-webhook   Isolated          Deployment/beta-manager   -                        -

                        shared/alpha-webhook  EffectiveOverlap  alpha.yaml:41:3
                          selector control-plane=controller-manager
                          owner    Deployment/alpha-manager (alpha)
                          foreign  Deployment/beta-manager (beta)
                          repair   add app.kubernetes.io/name=alpha to the selector
                          why      the smallest set that excludes every foreign workload
                          error    WI101  Service shared/alpha-webhook  alpha.yaml:41:3
                                   Service shared/alpha-webhook also reaches Deployment/beta-manager.
                                   - E10 +40: same file
                          note     WI304  ValidatingWebhookConfiguration alpha-validating  alpha.yaml:1:1
                                   Entry far.example.com calls a URL.

                        2 webhook Services: 1 isolated, 1 overlapping; 1 error, 0 warnings, 1 note.
                        Not looked at: 2 objects of unknown kinds (Widget 2).
                        What a code means and what to type: webhook-isolation explain WI101; also WI304
                        """);
    }

    @Test
    void says_so_where_there_is_no_webhook_service() {
        var report = AuditReport.of(SampleAudits.audit(List.of(), List.of()));

        var table = new TableFormat(Palette.PLAIN).print(report);

        assertThat(table).startsWith("No webhook Service among 9 objects; 0 errors, 0 warnings, 0 notes.\n");
    }

    @Test
    void puts_findings_of_no_webhook_service_under_a_heading_of_their_own() {
        var report = AuditReport.of(SampleAudits.audit(
                List.of(SampleAudits.precise()), List.of(SampleAudits.overlapFinding(), SampleAudits.urlNote())));

        var table = new TableFormat(Palette.PLAIN).print(report);

        assertThat(table).contains("\nElsewhere\n  error    WI101").contains("  note     WI304");
    }

    @Test
    void counts_the_evidence_that_is_too_much_to_read() {
        var evidence = IntStream.rangeClosed(1, 11)
                .mapToObj(number -> "observation " + number)
                .toList();
        var finding = Finding.of(FindingCode.WI101, SampleAudits.BROAD, "A sentence.", evidence);
        var report = AuditReport.of(SampleAudits.audit(List.of(SampleAudits.broad()), List.of(finding)));

        var table = new TableFormat(Palette.PLAIN).print(report);

        assertThat(table)
                .contains("- observation 8\n           - 3 more with -o json\n")
                .doesNotContain("observation 9");
        assertThat(report.findings().getFirst().evidence()).hasSize(11);
    }

    @Test
    void colours_only_when_it_is_asked_to() {
        var report = AuditReport.of(SampleAudits.overlap());

        var plain = new TableFormat(Palette.PLAIN).print(report);
        var coloured = new TableFormat(Palette.COLOUR).print(report);

        assertThat(plain).doesNotContain(ESCAPE);
        assertThat(coloured).contains(ESCAPE);
        assertThat(coloured.replaceAll(ESCAPE + "\\[[0-9]+m", "")).isEqualTo(plain);
    }

    @Test
    void lets_no_name_command_the_terminal() {
        var hostile = Finding.of(
                FindingCode.WI101,
                SampleAudits.BROAD,
                "name" + ESCAPE + "[2Jwith\u202Eescapes\r",
                List.of("evidence" + ESCAPE + "]0;title\u0007"));
        var report = AuditReport.of(SampleAudits.audit(List.of(SampleAudits.broad()), List.of(hostile)));

        var table = new TableFormat(Palette.PLAIN).print(report);

        assertThat(table)
                .contains("name?[2Jwith?escapes?")
                .contains("evidence?]0;title?")
                .doesNotContain(ESCAPE, "\u202E", "\r", "\u0007");
    }
}
