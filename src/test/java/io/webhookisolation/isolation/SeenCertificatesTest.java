package io.webhookisolation.isolation;

import static io.webhookisolation.isolation.Found.NOW;
import static io.webhookisolation.isolation.Serving.FAR_AWAY;
import static io.webhookisolation.isolation.Serving.LONG_AGO;
import static io.webhookisolation.isolation.Serving.NAME;
import static io.webhookisolation.isolation.Serving.STRANGER;
import static io.webhookisolation.isolation.Serving.authority;
import static io.webhookisolation.isolation.Serving.calledBy;
import static io.webhookisolation.isolation.Serving.leaf;
import static io.webhookisolation.isolation.Serving.served;
import static io.webhookisolation.isolation.Serving.serving;
import static io.webhookisolation.isolation.Serving.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.ServiceCertificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of the certificates of a Service, whether or not something is wrong with them. */
class SeenCertificatesTest {

    private static final Instant SOON = Instant.parse("2040-01-01T00:00:00Z");

    @Test
    void theEarliestEndOfWhatIsServedAndOfWhatItIsTrustedBy() {
        var root = authority("short", LONG_AGO, SOON);
        var given = trusting(root.bundle(), served(root, LONG_AGO, FAR_AWAY, NAME), served(root, LONG_AGO, SOON, NAME));

        var certificate = only(given);

        assertThat(certificate.notAfter().servedMin()).contains(SOON);
        assertThat(certificate.notAfter().leaf()).contains(SOON);
        assertThat(certificate.notAfter().ca()).contains(SOON);
        assertThat(certificate.bundleCertificates()).isEqualTo(1);
        assertThat(certificate.findings()).isEmpty();
        assertThat(certificate.phase()).isEmpty();
    }

    @Test
    void whatIsWrongComesWithIt() {
        var certificate = only(serving(served(STRANGER, LONG_AGO, FAR_AWAY, NAME)));

        assertThat(certificate.findings()).extracting(finding -> finding.code()).containsExactly(FindingCode.WI203);
        assertThat(certificate.notAfter().ca()).isEmpty();
        assertThat(certificate.isSeen()).isTrue();
    }

    @Test
    void nothingIsKnownOfWhatNobodyCouldBeAsked() {
        assertThat(only(serving()).isSeen()).isFalse();
    }

    @Test
    void aServiceWhoseCallersVerifyNothingHasNone() {
        assertThat(all(calledBy(site -> site.insecure(), leaf(LONG_AGO, FAR_AWAY))))
                .isEmpty();
    }

    private static ServiceCertificate only(Given given) {
        return all(given).getFirst();
    }

    private static List<ServiceCertificate> all(Given given) {
        return List.copyOf(IsolationAnalysis.analyse(given.snapshot(), Policy.DEFAULT_LABEL_KEYS, NOW)
                .certificates()
                .values());
    }
}
