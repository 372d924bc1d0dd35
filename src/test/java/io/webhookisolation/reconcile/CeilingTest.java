package io.webhookisolation.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.api.v1alpha1.CertificatesSpec;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.model.Mode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CeilingTest {

    @ParameterizedTest
    @CsvSource({"OBSERVE, AUDIT, AUDIT", "AUDIT, AUDIT, AUDIT", "NARROW, ENFORCE, AUDIT", "ROTATE, ENFORCE, ENFORCE"})
    void nothingIsAskedForThatLiesAboveIt(Ceiling ceiling, Mode selectors, Mode certificates) {
        // given
        var resource = new WebhookIsolationPolicy();
        var enforce = SelectorsSpec.Mode.Enforce;
        resource.setSpec(new PolicySpec(
                null,
                new SelectorsSpec(enforce, null, null, null, null, null),
                new CertificatesSpec(enforce, null, null, null, null, "OPS-17", null, null),
                null,
                null));

        // when
        var policy = ceiling.read(resource);

        // then
        assertThat(policy.mode()).isEqualTo(selectors);
        assertThat(policy.certificates().mode()).isEqualTo(certificates);
        assertThat(policy.certificates().rotate()).isEqualTo("OPS-17");
    }
}
