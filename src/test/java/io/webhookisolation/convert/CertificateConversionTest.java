package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CertificateConversionTest {

    @Test
    void names_and_secret_are_read_and_the_common_name_is_not() {
        // given
        var object = certificate(Map.of(
                "secretName", "webhook-server-cert",
                "commonName", "common.example",
                "dnsNames", List.of("b.operators.svc", "a.operators.svc", "b.operators.svc")));

        // when
        var certificate = CertificateConversion.toModel(object, Source.CLUSTER, Provenance.NONE);

        // then
        assertThat(certificate.key().toString()).isEqualTo("Certificate operators/serving");
        assertThat(certificate.secretName()).isEqualTo("webhook-server-cert");
        assertThat(certificate.dnsNames()).containsExactly("a.operators.svc", "b.operators.svc");
    }

    @Test
    void odd_types_are_left_out() {
        // given
        var object = certificate(Map.of("secretName", 7, "dnsNames", Arrays.asList("a.example", 1, null)));

        // when
        var certificate = CertificateConversion.toModel(object, Source.CLUSTER, Provenance.NONE);

        // then
        assertThat(certificate.secretName()).isEmpty();
        assertThat(certificate.dnsNames()).containsExactly("a.example");
    }

    @Test
    void a_certificate_without_spec_promises_nothing() {
        // when
        var certificate =
                CertificateConversion.toModel(new GenericKubernetesResource(), Source.CLUSTER, Provenance.NONE);

        // then
        assertThat(certificate.dnsNames()).isEmpty();
        assertThat(certificate.secretName()).isEmpty();
    }

    private static GenericKubernetesResource certificate(Map<String, Object> spec) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("cert-manager.io/v1")
                .withKind("Certificate")
                .withNewMetadata()
                .withNamespace("operators")
                .withName("serving")
                .endMetadata()
                .addToAdditionalProperties("spec", spec)
                .build();
    }
}
