package io.webhookisolation.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

    @Test
    void differ_by_code_and_by_each_part_of_the_identity() {
        var fingerprints = new Fingerprints();
        var findings = List.of(
                finding(FindingCode.WI101, "v1", "Service", "a", "web", 1),
                finding(FindingCode.WI102, "v1", "Service", "a", "web", 1),
                finding(FindingCode.WI101, "apps/v1", "Service", "a", "web", 1),
                finding(FindingCode.WI101, "v1", "Pod", "a", "web", 1),
                finding(FindingCode.WI101, "v1", "Service", "b", "web", 1),
                finding(FindingCode.WI101, "v1", "Service", "a", "hook", 1));

        var named = findings.stream().map(fingerprints::next).toList();

        assertThat(named).doesNotHaveDuplicates().allMatch(name -> name.matches("[0-9a-f]{32}"));
    }

    @Test
    void stay_when_the_line_the_version_or_the_wording_moves() {
        var before = new Fingerprints().next(finding(FindingCode.WI101, "apps/v1beta1", "Deployment", "a", "web", 1));
        var after = new Fingerprints().next(finding(FindingCode.WI101, "apps/v1", "Deployment", "a", "web", 99));

        assertThat(after).isEqualTo(before);
    }

    @Test
    void number_the_findings_that_agree_in_all_of_it() {
        var fingerprints = new Fingerprints();
        var first = fingerprints.next(finding(FindingCode.WI206, "v1", "Service", "a", "web", 1));

        var second = fingerprints.next(finding(FindingCode.WI206, "v1", "Service", "a", "web", 2));

        assertThat(second).isEqualTo(first + ":2");
    }

    private static Finding finding(
            FindingCode code, String apiVersion, String kind, String namespace, String name, int line) {
        var object = new ObjectKey(apiVersion, kind, namespace, name, new Source("file.yaml", line, 1));
        return Finding.of(code, object, "sentence " + line, List.of());
    }
}
