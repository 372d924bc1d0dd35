package io.webhookisolation.x509;

import static io.webhookisolation.x509.Judged.NAME;
import static io.webhookisolation.x509.Judged.reason;
import static io.webhookisolation.x509.Judged.text;
import static io.webhookisolation.x509.Judged.verify;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.x509.Verification.Reason;
import io.webhookisolation.x509.Verification.Rejected;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whose names a leaf carries. */
class ChainNamesTest {

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
    void theNameIsLookedAtBeforeThePath() {
        var other = CertificateAuthority.create("other");

        assertThat(reason(verify(root.leaf("b.ns.svc"), other.bundle()))).isEqualTo(Reason.NAME_MISMATCH);
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
}
