package io.webhookisolation.x509;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthoritiesTest {

    private final CertificateAuthority one = CertificateAuthority.create("replica");
    private final CertificateAuthority namesake = CertificateAuthority.create("replica");

    @Test
    void leavesOfOneAuthorityShareIt() {
        assertThat(Authorities.of(one.leaf("a").chain()))
                .isEqualTo(Authorities.of(one.leaf("b").chain()))
                .startsWith("CN=replica ");
    }

    @Test
    void anAuthorityOfTheSameNameWithAnotherKeyIsAnotherOne() {
        assertThat(Authorities.of(one.leaf("a").chain()))
                .isNotEqualTo(Authorities.of(namesake.leaf("a").chain()));
    }

    @Test
    void aSelfSignedCertificateIsItsOwnAuthority() {
        assertThat(Authorities.of(List.of(one.certificate())))
                .isEqualTo(Authorities.of(List.of(one.certificate())))
                .isNotEqualTo(Authorities.of(List.of(namesake.certificate())));
    }

    @Test
    void anIntermediateThatIsServedPointsToWhatSignedIt() {
        var served = one.intermediate("middle", draft -> draft).leaf("a").chain();

        assertThat(Authorities.of(served))
                .isEqualTo(Authorities.of(one.leaf("b").chain()));
    }
}
