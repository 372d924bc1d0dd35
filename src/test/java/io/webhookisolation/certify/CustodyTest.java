package io.webhookisolation.certify;

import static io.webhookisolation.certify.Made.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certify.Readings.UnseenException;
import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.model.SeenSecret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who replaced a certificate of ours is known by the annotation that came with ours. */
class CustodyTest {

    private static final SecretContent FOREIGN = new SecretContent(Map.of(
            "tls.crt",
            CertificateAuthority.create("other").leaf("a.ns.svc").bundle().bytes()));

    @Test
    void whoeverWritesTheDataReplacedACertificateOfOurs() throws Exception {
        assertThat(replacedBy(Made.annotated(FOREIGN, Custody.ANSWERED))).isEqualTo("helm");
    }

    @Test
    void nobodyReplacedWhatWasNeverOurs() throws Exception {
        assertThat(replacedBy(Made.serving("kubernetes.io/tls", FOREIGN))).isEmpty();
    }

    @Test
    void aLeafOfAnAuthorityThatWasLostIsStillOurs() throws Exception {
        assertThat(replacedBy(Made.annotated(Made.leaf(Made.authority(9)), Custody.ANSWERED)))
                .isEmpty();
    }

    private static String replacedBy(SeenSecret serving) throws UnseenException {
        var snapshot = Made.world().snapshot();
        return new Looking(new PaperCluster().secret(serving), new FirstSeen(), Made.OPERATOR)
                .look(List.of(Made.mount(snapshot)), Made.SECRET, snapshot, NOW)
                .replacedBy();
    }
}
