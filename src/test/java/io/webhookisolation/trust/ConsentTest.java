package io.webhookisolation.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConsentTest {

    private static final String POLICY = "ns/webhooks";
    private static final List<X509Certificate> CHAIN = Cast.CHAINS.get(2).certificates();
    private static final Caller TRUSTING = caller(Cast.FIRST);

    /** A tenant obtains the namespace that a dangling webhook names. */
    @Test
    void aCallSiteWhoseBundleVerifiesNobodyThereConsentsToNothing() {
        assertThat(consent(caller(Cast.SECOND), "", List.of(CHAIN))).isEmpty();
        assertThat(consent(TRUSTING, "", List.of())).isEmpty();
    }

    @Test
    void aBundleThatVerifiesWhatOneReadyOwnerServesConsents() {
        var stranger = Cast.CHAINS.get(1).certificates();

        assertThat(consent(TRUSTING, "", List.of(stranger, CHAIN))).contains(Consent.SERVED);
    }

    /** Or nobody could publish again what has ended while the operator was away. */
    @Test
    void aBundleThatHoldsAnAuthorityThatIsKeptConsentedBefore() {
        var kept = TRUSTING.trusted().keySet();

        assertThat(consent(TRUSTING, "", List.of(), kept)).contains(Consent.HELD);
        assertThat(consent(TRUSTING, "ns/others", List.of(), kept)).isEmpty();
        assertThat(consent(caller(Cast.SECOND), "", List.of(), kept)).isEmpty();
    }

    @Test
    void theAnnotationConsentsToThePolicyThatItNamesAndToNoOther() {
        assertThat(consent(caller(Cast.SECOND), POLICY, List.of())).contains(Consent.ANNOTATED);
        assertThat(consent(TRUSTING, "ns/others", List.of(CHAIN))).isEmpty();
    }

    @Test
    void aCallSiteThatVerifiesNothingProvesNothing() {
        var insecure = new Caller(Stage.INSECURE, Cast.A, TRUSTING.trusted());

        assertThat(consent(insecure, "", List.of(CHAIN))).isEmpty();
    }

    private static Optional<Consent> consent(Caller caller, String annotation, List<List<X509Certificate>> ready) {
        return consent(caller, annotation, ready, Set.of());
    }

    private static Optional<Consent> consent(
            Caller caller, String annotation, List<List<X509Certificate>> ready, Set<X509Certificate> kept) {
        return Consent.of(caller, annotation, POLICY, ready, kept, ChainCheck.AS_THE_API_SERVER, Cast.START);
    }

    private static Caller caller(int root) {
        return new Caller(Stage.VERIFYING, Cast.A, Map.of(Cast.CERTIFICATES.get(root), Cast.START));
    }
}
