package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SecretConversionTest {

    private static final CertificateAuthority CA = CertificateAuthority.create("ca");

    @Test
    void the_names_are_those_of_the_leaf_and_not_of_what_stands_behind_it() {
        // given
        var chain = Pem.of(CA.leaf("B.operators.svc", "a.operators.svc").leaf())
                + Pem.of(CA.leaf("other.operators.svc").leaf());

        // when
        var names = SecretConversion.dnsNames(chain);

        // then
        assertThat(names).containsExactly("a.operators.svc", "b.operators.svc");
    }

    @Test
    void a_key_in_front_of_the_certificate_is_passed_over() {
        // given
        var chain = Pem.block("PRIVATE KEY", new byte[] {1, 2, 3})
                + Pem.of(CA.leaf("a.operators.svc").leaf());

        // when
        var names = SecretConversion.dnsNames(chain);

        // then
        assertThat(names).containsExactly("a.operators.svc");
    }

    @Test
    void what_is_no_certificate_has_no_names() {
        assertThat(SecretConversion.dnsNames("")).isEmpty();
        assertThat(SecretConversion.dnsNames("ENC[AES256_GCM,data:…]")).isEmpty();
        assertThat(SecretConversion.dnsNames(Pem.block("CERTIFICATE", new byte[] {1, 2, 3})))
                .isEmpty();
    }

    @Test
    void data_may_be_folded_into_lines_as_people_fold_it_in_files() {
        // given
        var folded = Base64.getMimeEncoder().encodeToString("a".repeat(100).getBytes(StandardCharsets.US_ASCII));

        // when
        var decoded = SecretConversion.decoded(folded + "\n");

        // then
        assertThat(folded).contains("\n");
        assertThat(decoded).isEqualTo("a".repeat(100));
    }

    @Test
    void data_that_is_no_base64_is_empty() {
        assertThat(SecretConversion.decoded("${not rendered}=a=")).isEmpty();
    }
}
