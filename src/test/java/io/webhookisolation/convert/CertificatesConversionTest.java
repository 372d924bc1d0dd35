package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.api.v1alpha1.CertificatesSpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.model.CertificateManager;
import io.webhookisolation.model.CertificatePolicy;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificatesConversionTest {

    @ParameterizedTest
    @CsvSource({
        "8760h, 71h, 67%, ECDSA, 256, leaf.duration must be at least 72h",
        "2375h, 72h, 67%, ECDSA, 256, ca.duration at least three times leaf.duration and 720h",
        "87601h, 72h, 67%, ECDSA, 256, at most 87600h",
        "a year, 720h, 67%, ECDSA, 256, ca.duration",
        "8760h, '', 67%, ECDSA, 256, leaf.duration",
        "8760h, 720h, 100%, ECDSA, 256, leaf.renewAt must be 1% to 99%",
        "8760h, 720h, 67, ECDSA, 256, leaf.renewAt must be 1% to 99%",
        "8760h, 720h, 67%, ECDSA, 3072, privateKey.size must be 256 or 384 for ECDSA",
        "8760h, 720h, 67%, RSA, 2048, and 3072 or 4096 for RSA"
    })
    void what_the_schema_would_refuse_is_named_and_nothing_is_issued_under_it(
            String ca, String leaf, String renewAt, CertificatesSpec.Algorithm algorithm, int size, String sentence) {
        // given
        var spec = new CertificatesSpec(
                SelectorsSpec.Mode.Enforce,
                new CertificatesSpec.Ca(ca),
                new CertificatesSpec.Leaf(leaf, renewAt),
                new CertificatesSpec.PrivateKey(algorithm, size),
                null,
                null,
                null,
                null);

        // when
        var defect = CertificatesConversion.defect(spec);

        // then
        assertThat(defect).hasValueSatisfying(text -> assertThat(text).contains("spec.certificates", sentence));
        assertThat(CertificatesConversion.toModel(spec)).isEqualTo(CertificatePolicy.AUDIT);
    }

    @Test
    void a_part_that_says_nothing_has_the_defaults_of_the_schema() {
        // given
        var spec = new CertificatesSpec(
                null,
                new CertificatesSpec.Ca(null),
                new CertificatesSpec.Leaf(null, null),
                new CertificatesSpec.PrivateKey(null, null),
                null,
                null,
                null,
                null);

        // when
        var policy = CertificatesConversion.toModel(spec);

        // then
        assertThat(policy).isEqualTo(CertificatePolicy.AUDIT);
        assertThat(CertificatesConversion.defect(spec)).isEmpty();
    }

    @Test
    void a_manager_of_a_later_version_is_not_replaced() {
        // given
        var takeOver = Arrays.asList(null, CertificatesSpec.TakeOver.HelmGenerated);
        var spec = new CertificatesSpec(null, null, null, null, takeOver, null, List.of(), null);

        // when
        var policy = CertificatesConversion.toModel(spec);

        // then
        assertThat(policy.takeOver()).containsExactly(CertificateManager.HELM_GENERATED);
    }
}
