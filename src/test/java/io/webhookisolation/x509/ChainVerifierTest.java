package io.webhookisolation.x509;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.fixture.certificate.ServingCertificate;
import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.x509.Verification.Reason;
import io.webhookisolation.x509.Verification.Rejected;
import io.webhookisolation.x509.Verification.Verified;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainVerifierTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00.5Z");
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LAST_YEAR = Instant.parse("2025-06-01T00:00:00Z");
    private static final Instant NEXT_YEAR = Instant.parse("2027-06-01T00:00:00Z");
    private static final Instant FAR = Instant.parse("2045-01-01T00:00:00Z");
    private static final String NAME = "a.ns.svc";

    private final CertificateAuthority root = CertificateAuthority.create("root");

    @Test
    void anotherNameIsRefusedInGosWords() {
        var served = root.leaf("b.ns.svc", "b.ns");

        var verification = verify(served, root.bundle());

        assertThat(verification)
                .isEqualTo(new Rejected(
                        Reason.NAME_MISMATCH, "x509: certificate is valid for b.ns.svc, b.ns, not a.ns.svc"));
    }

    @Test
    void aLeafOfARootInTheBundleIsVerified() {
        var served = root.leaf(NAME);

        assertThat(verify(served, root.bundle())).isEqualTo(new Verified(List.of(served.leaf(), root.certificate())));
    }

    @Test
    void anUnknownRootIsRefused() {
        var other = CertificateAuthority.create("other");

        var verification = verify(root.leaf(NAME), other.bundle());

        assertThat(verification)
                .isEqualTo(new Rejected(Reason.UNKNOWN_AUTHORITY, "x509: certificate signed by unknown authority"));
    }

    @Test
    void aRootOfTheSameNameWithAnotherKeyIsNamedAsAHint() {
        var namesake = CertificateAuthority.create("root");

        var verification = verify(root.leaf(NAME), namesake.bundle());

        assertThat(text(verification))
                .startsWith("x509: certificate signed by unknown authority (possibly because of \"")
                .endsWith("while trying to verify candidate authority certificate \"root\")");
    }

    @Test
    void aChainThroughAnIntermediateIsVerifiedOnlyIfItIsServed() {
        var served = root.intermediate("middle", draft -> draft).leaf(NAME);

        assertThat(verify(served, root.bundle()).verified()).isTrue();
        assertThat(verify(List.of(served.leaf()), root.bundle()))
                .isEqualTo(new Rejected(Reason.UNKNOWN_AUTHORITY, "x509: certificate signed by unknown authority"));
    }

    @Test
    void anIntermediateThatIsNoAuthorityIsRefused() {
        var served =
                root.intermediate("middle", draft -> draft.authority(false)).leaf(NAME);

        var verification = verify(served, root.bundle());

        assertThat(reason(verification)).isEqualTo(Reason.UNKNOWN_AUTHORITY);
        assertThat(text(verification)).contains("parent certificate cannot sign this kind of certificate");
    }

    @Test
    void aRootThatIsNoAuthorityIsRefused() {
        var notAnAuthority = CertificateAuthority.create("root", draft -> draft.authority(false));

        assertThat(reason(verify(notAnAuthority.leaf(NAME), notAnAuthority.bundle())))
                .isEqualTo(Reason.UNKNOWN_AUTHORITY);
    }

    @Test
    void anExpiredLeafIsRefusedBeforeItsNameIsLookedAt() {
        var served = root.leaf("b", draft -> draft.names("b.ns.svc").valid(LONG_AGO, LAST_YEAR));

        var verification = verify(served, root.bundle());

        assertThat(verification)
                .isEqualTo(new Rejected(
                        Reason.EXPIRED,
                        "x509: certificate has expired or is not yet valid: "
                                + "current time 2026-06-01T12:00:00Z is after 2025-06-01T00:00:00Z"));
    }

    @Test
    void aLeafOfTheFutureIsRefused() {
        var served = root.leaf("a", draft -> draft.names(NAME).valid(NEXT_YEAR, FAR));

        var verification = verify(served, root.bundle());

        assertThat(verification)
                .isEqualTo(new Rejected(
                        Reason.EXPIRED,
                        "x509: certificate has expired or is not yet valid: "
                                + "current time 2026-06-01T12:00:00Z is before 2027-06-01T00:00:00Z"));
    }

    @Test
    void theNameIsLookedAtBeforeThePath() {
        var other = CertificateAuthority.create("other");

        assertThat(reason(verify(root.leaf("b.ns.svc"), other.bundle()))).isEqualTo(Reason.NAME_MISMATCH);
    }

    @Test
    void datesIncludeTheirEnds() {
        var exact = Instant.parse("2026-06-01T12:00:00Z");
        var served = root.leaf("a", draft -> draft.names(NAME).valid(exact, exact));

        assertThat(ChainVerifier.verify(served.chain(), root.bundle(), NAME, exact)
                        .verified())
                .isTrue();
    }

    /** The JDK does not look at the dates of a trust anchor. */
    @Test
    void anExpiredRootIsRefusedInTheWordsOfAnExpiredLeaf() {
        var old = CertificateAuthority.create("old", draft -> draft.valid(LONG_AGO, LAST_YEAR));

        var verification = verify(old.leaf(NAME), old.bundle());

        assertThat(reason(verification)).isEqualTo(Reason.EXPIRED);
        assertThat(text(verification)).endsWith("is after 2025-06-01T00:00:00Z");
    }

    @Test
    void anExpiredRootBesideALiveOneDoesNoHarm() {
        var old = CertificateAuthority.create("old", draft -> draft.valid(LONG_AGO, LAST_YEAR));

        var bundle = Pem.bundle(old.certificate(), root.certificate());

        assertThat(verify(root.leaf(NAME), bundle).verified()).isTrue();
        assertThat(reason(verify(old.leaf(NAME), bundle))).isEqualTo(Reason.EXPIRED);
    }

    /** The JDK does not apply the name constraints of a trust anchor. */
    @Test
    void aLeafOutsideTheRootsNameConstraintsIsRefused() {
        var constrained = CertificateAuthority.create("constrained", draft -> draft.permit(NAME));

        var inside = verify(constrained.leaf(NAME, "sub." + NAME), constrained.bundle());
        var outside = verify(constrained.leaf(NAME, "b.ns.svc"), constrained.bundle());

        assertThat(inside.verified()).isTrue();
        assertThat(outside)
                .isEqualTo(new Rejected(
                        Reason.NOT_AUTHORIZED,
                        "x509: a root or intermediate certificate is not authorized to sign for this name: "
                                + "DNS name \"b.ns.svc\" is not permitted by any constraint"));
    }

    /** The JDK does not look at the extended key usage of a trust anchor. */
    @Test
    void aRootForClientsOnlyIsRefused() {
        var clients = CertificateAuthority.create("clients", draft -> draft.purposes(KeyPurposeId.id_kp_clientAuth));

        assertThat(verify(clients.leaf(NAME), clients.bundle()))
                .isEqualTo(
                        new Rejected(Reason.NOT_AUTHORIZED, "x509: certificate specifies an incompatible key usage"));
    }

    @Test
    void aRootOrLeafForServersOrForAnythingIsAccepted() {
        var servers = CertificateAuthority.create(
                "servers", draft -> draft.purposes(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth));
        var anything = servers.leaf("a", draft -> draft.names(NAME).purposes(KeyPurposeId.anyExtendedKeyUsage));

        assertThat(verify(anything, servers.bundle()).verified()).isTrue();
    }

    @Test
    void aLeafForClientsOnlyIsRefused() {
        var served = root.leaf("a", draft -> draft.names(NAME).purposes(KeyPurposeId.id_kp_clientAuth));

        assertThat(reason(verify(served, root.bundle()))).isEqualTo(Reason.NOT_AUTHORIZED);
    }

    /** The JDK's end point identification falls back to the common name. */
    @Test
    void aLeafWithNothingButACommonNameIsRefused() {
        var served = root.leaf(NAME, draft -> draft);

        assertThat(verify(served, root.bundle()))
                .isEqualTo(new Rejected(
                        Reason.NAME_MISMATCH,
                        "x509: certificate relies on legacy Common Name field, use SANs instead"));
    }

    @Test
    void aLeafWithoutNamesIsRefused() {
        assertThat(verify(root.leaf("someone", draft -> draft), root.bundle()))
                .isEqualTo(new Rejected(
                        Reason.NAME_MISMATCH,
                        "x509: certificate is not valid for any names, but wanted to match a.ns.svc"));
    }

    @Test
    void addressesAreNoNames() {
        var served = root.leaf(NAME, draft -> draft.addresses("10.0.0.1"));

        assertThat(text(verify(served, root.bundle())))
                .isEqualTo("x509: certificate is not valid for any names, but wanted to match a.ns.svc");
    }

    @Test
    void aHundredNamesAreCountedInsteadOfListed() {
        var names = IntStream.range(0, 100).mapToObj(i -> "n" + i + ".svc").toArray(String[]::new);

        assertThat(text(verify(root.leaf(names), root.bundle())))
                .isEqualTo("x509: certificate is valid for 100 names, but none matched a.ns.svc");
    }

    /** The JDK wants a path that ends at an authority. */
    @Test
    void aLeafThatItselfStandsInTheBundleIsVerified() {
        var served = root.leaf(NAME);

        assertThat(verify(served, served.bundle()).verified()).isTrue();
    }

    @Test
    void aLeafInTheBundleMustStillBeForServers() {
        var served = root.leaf("a", draft -> draft.names(NAME).purposes(KeyPurposeId.id_kp_clientAuth));

        assertThat(reason(verify(served, served.bundle()))).isEqualTo(Reason.NOT_AUTHORIZED);
    }

    @Test
    void moreAuthoritiesThanThePathLengthAllowsAreRefused() {
        var shallow = CertificateAuthority.create("shallow", draft -> draft.pathLength(0));

        assertThat(verify(shallow.leaf(NAME), shallow.bundle()).verified()).isTrue();
        assertThat(verify(shallow.intermediate("middle", draft -> draft).leaf(NAME), shallow.bundle()))
                .isEqualTo(
                        new Rejected(Reason.NOT_AUTHORIZED, "x509: too many intermediates for path length constraint"));
    }

    @Test
    void aCrossCertificateBridgesTheOldBundleToTheNewLeaf() {
        var next = CertificateAuthority.create("next");

        var bridged = next.leaf(NAME).with(root.crossSign(next));

        assertThat(verify(bridged, root.bundle()).verified()).isTrue();
        assertThat(verify(bridged, next.bundle()).verified()).isTrue();
        assertThat(verify(next.leaf(NAME), root.bundle()).verified()).isFalse();
    }

    @Test
    void authoritiesThatSignEachOtherEndTheSearch() {
        var one = CertificateAuthority.create("one");
        var two = CertificateAuthority.create("two");

        var served = one.leaf(NAME).with(two.crossSign(one), one.crossSign(two));

        assertThat(reason(verify(served, root.bundle()))).isEqualTo(Reason.UNKNOWN_AUTHORITY);
        assertThat(verify(served, two.bundle()).verified()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofSeveralPathsTheOneThatLastsLongestIsShown(boolean briefFirst) {
        var brief =
                CertificateAuthority.create("brief", draft -> draft.valid(NOW.minusSeconds(60), NOW.plusSeconds(60)));
        var middle = root.intermediate("middle", draft -> draft);
        var served = middle.leaf(NAME).with(brief.crossSign(middle));
        var bundle = briefFirst
                ? Pem.bundle(brief.certificate(), root.certificate())
                : Pem.bundle(root.certificate(), brief.certificate());

        assertThat(verify(served, bundle))
                .isEqualTo(new Verified(List.of(served.leaf(), middle.certificate(), root.certificate())));
    }

    @Test
    void aForbiddenPathDoesNoHarmBesideAnAllowedOne() {
        var constrained = CertificateAuthority.create("constrained", draft -> draft.permit("elsewhere"));
        var middle = root.intermediate("middle", draft -> draft);
        var served = middle.leaf(NAME).with(constrained.crossSign(middle));

        assertThat(verify(served, Pem.bundle(constrained.certificate(), root.certificate()))
                        .verified())
                .isTrue();
        assertThat(reason(verify(served, constrained.bundle()))).isEqualTo(Reason.NOT_AUTHORIZED);
    }

    @Test
    void withoutABundleNothingCanBeSaid() {
        assertThat(reason(verify(root.leaf(NAME), TrustBundle.EMPTY))).isEqualTo(Reason.NO_BUNDLE);
    }

    @Test
    void aBundleOfNoiseIsRefusedAsTheClientDoes() {
        assertThat(verify(root.leaf(NAME), Pem.bundle("garbage")))
                .isEqualTo(new Rejected(
                        Reason.UNREADABLE_BUNDLE,
                        "unable to load root certificates: unable to parse bytes as PEM block"));
    }

    @Test
    void anEmptyChainIsRefused() {
        assertThat(reason(verify(List.of(), root.bundle()))).isEqualTo(Reason.UNREADABLE_CHAIN);
    }

    private static Verification verify(ServingCertificate served, TrustBundle bundle) {
        return verify(served.chain(), bundle);
    }

    private static Verification verify(List<X509Certificate> chain, TrustBundle bundle) {
        return ChainVerifier.verify(chain, bundle, NAME, NOW);
    }

    private static Reason reason(Verification verification) {
        return ((Rejected) verification).reason();
    }

    private static String text(Verification verification) {
        return ((Rejected) verification).text();
    }
}
