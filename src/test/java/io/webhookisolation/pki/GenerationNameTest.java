package io.webhookisolation.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789AB", "0123456789abc", "somebody's n"})
    void aSeriesIsTwelveHexDigits(String series) {
        assertThatThrownBy(() -> new GenerationName(series, 1)).hasMessageContaining("twelve");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1_000_000_000})
    void generationsCountFromOne(int number) {
        assertThatThrownBy(() -> new GenerationName("0123456789ab", number)).hasMessageContaining("count from 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webhook-ca",
                "webhook-ca 0123456789ab g0",
                "webhook-ca 0123456789ab g01",
                "webhook-ca 0123456789ab g999999999",
                "x webhook-ca 0123456789ab g1"
            })
    void anotherSubjectIsNoGeneration(String subject) {
        assertThat(GenerationName.of(CertificateAuthority.create(subject).certificate()))
                .isEmpty();
    }

    @Test
    void theNameIsReadBackFromTheSubject() throws Exception {
        var second = Issued.FIRST.next();

        var authority = Issued.authority(second, Issued.NOW);

        assertThat(second.commonName()).isEqualTo("webhook-ca 0123456789ab g2");
        assertThat(GenerationName.of(authority.certificate())).contains(second);
    }

    @Test
    void theLongestNameFitsIntoASubject() {
        assertThat(new GenerationName("0123456789ab", 999_999_999).commonName()).hasSizeLessThan(64);
    }
}
