package io.webhookisolation.x509;

import static io.webhookisolation.x509.Judged.NAME;
import static io.webhookisolation.x509.Judged.reason;
import static io.webhookisolation.x509.Judged.text;
import static io.webhookisolation.x509.Judged.verify;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.x509.Verification.Reason;
import io.webhookisolation.x509.Verification.Rejected;
import io.webhookisolation.x509.Verification.Verified;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;

/** Whom a bundle makes trusted, and for what. */
class ChainVerifierTest {

    private final CertificateAuthority root = CertificateAuthority.create("root");

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
    void aRootThatIsNoAuthorityIsRefused() {
        var notAnAuthority = CertificateAuthority.create("root", draft -> draft.authority(false));

        assertThat(reason(verify(notAnAuthority.leaf(NAME), notAnAuthority.bundle())))
                .isEqualTo(Reason.UNKNOWN_AUTHORITY);
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
}
