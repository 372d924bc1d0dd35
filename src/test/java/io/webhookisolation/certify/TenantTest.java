package io.webhookisolation.certify;

import static io.webhookisolation.certify.Made.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.fixture.certificate.ServingCertificate;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.BundleControl;
import io.webhookisolation.model.CertificateStep.WriteBundles;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.TrustBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody may do everything in namespace {@code ns} and nothing outside of it. A webhook configuration is left over that
 * names {@code ns/a}: whoever is trusted by it answers calls of the whole cluster.
 */
class TenantTest {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(7);
    private static final CertificateAuthority FORMER = CertificateAuthority.create("former");
    private static final CertificateAuthority TENANT = CertificateAuthority.create("tenant");

    private final PaperCluster cluster = new PaperCluster();
    private final Certifier certifier =
            new Certifier(cluster, cluster::write, Made.ISSUER, Made.OPERATOR, Waits.DEFAULT);

    static Stream<Arguments> danglingWebhooks() {
        return Stream.of(TrustBundle.EMPTY, FORMER.bundle(), Pem.bundle("damaged"))
                .flatMap(bundle -> Stream.of(
                                BundleControl.NONE, Made.consent("ns/another"), Made.consent("operators/own"))
                        .map(control -> Arguments.of(bundle, control)));
    }

    @ParameterizedTest
    @MethodSource("danglingWebhooks")
    void whoeverMakesTheServiceOfADanglingWebhookIsGivenNothing(TrustBundle bundle, BundleControl control) {
        var certificate = TENANT.leaf("a.ns.svc");
        var snapshot = serving(certificate)
                .callSite("dangling", "a", site -> site.bundle(bundle).control(control))
                .snapshot();

        var last = look(snapshot);

        assertThat(last.phase()).isEqualTo(RotationPhase.CONSENT_MISSING);
        assertThat(cluster.bundle(snapshot.callSites().getFirst())).isEqualTo(bundle);
        assertOnlyAuthoritiesWereMade();
    }

    /** A Secret that is absent would be filled if nobody called. */
    @ParameterizedTest
    @MethodSource("danglingWebhooks")
    void noLeafIsIssuedThatADanglingWebhookDoesNotTrust(TrustBundle bundle, BundleControl control) {
        var snapshot = Made.world()
                .callSite("dangling", "a", site -> site.bundle(bundle).control(control))
                .snapshot();

        var last = look(snapshot);

        assertThat(last.phase()).isEqualTo(RotationPhase.CONSENT_MISSING);
        assertOnlyAuthoritiesWereMade();
    }

    /** What makes the tests above tests: the very same call site, with the word of whoever may write it. */
    @Test
    void theSameWebhookIsWrittenOnceItsOwnerSaysSo() {
        var snapshot = serving(TENANT.leaf("a.ns.svc"))
                .callSite("dangling", "a", site -> site.bundle(FORMER.bundle()).control(Made.consent("ns/policy")))
                .snapshot();

        look(snapshot);

        assertThat(cluster.asked).anyMatch(WriteBundles.class::isInstance);
    }

    /**
     * A Pod may pass connections on to the webhook of somebody else, and so show a chain whose key is elsewhere; and a leaf
     * that nobody trusts may name whomever it likes.
     */
    @Test
    void aChainThatIsPassedOnGivesNoConsentOutsideOfTheNamespace() {
        var victim = FORMER.leaf("victim.other.svc");
        var stored = TENANT.leaf("a.ns.svc", "victim.other.svc");
        var given = Made.world()
                .callSite("shared", "a", site -> site.entry("a.example.io").bundle(FORMER.bundle()));
        seen(given, victim);
        var snapshot = given.in("other")
                .callSite(
                        "shared",
                        "victim",
                        site -> site.entry("victim.example.io").bundle(FORMER.bundle()))
                .snapshot();
        store(stored);

        look(snapshot);

        assertOnlyAuthoritiesWereMade();
    }

    private Given serving(ServingCertificate certificate) {
        store(certificate);
        return seen(Made.world(), certificate);
    }

    private void store(ServingCertificate certificate) {
        cluster.secret(Made.serving(
                "kubernetes.io/tls",
                new SecretContent(
                        Map.of("tls.crt", Pem.bundle(certificate.leaf()).bytes(), "tls.key", new byte[] {1}))));
    }

    /** As often as the operator looks. */
    private static Given seen(Given given, ServingCertificate certificate) {
        return given.probe(
                "a",
                "web-0",
                new ProbeOutcome.Served(certificate.chain()),
                minutes().toArray(Instant[]::new));
    }

    private Certified look(Snapshot snapshot) {
        cluster.holding(snapshot.callSites());
        var services = List.of(Made.verdict(snapshot, Made.A));
        return minutes()
                .map(now -> certifier
                        .look(Made.policy(), 1, services, snapshot, now)
                        .getFirst())
                .reduce((before, last) -> last)
                .orElseThrow();
    }

    private static Stream<Instant> minutes() {
        return IntStream.rangeClosed(0, (int) LONG_ENOUGH.toMinutes())
                .mapToObj(minute -> NOW.plus(Duration.ofMinutes(minute)));
    }

    /** Where no tenant can read them. */
    private void assertOnlyAuthoritiesWereMade() {
        assertThat(cluster.written())
                .extracting(ObjectKey::toString)
                .containsExactly("Secret " + Made.OPERATOR + "/" + Series.secretName(Made.SERIES));
    }
}
