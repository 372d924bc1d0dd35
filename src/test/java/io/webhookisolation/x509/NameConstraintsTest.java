package io.webhookisolation.x509;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.CertificateDraft;
import java.security.cert.CertificateParsingException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameConstraintsTest {

    @ParameterizedTest
    @CsvSource({
        "b.svc, a.svc",
        "xa.svc, a.svc",
        "a.svc, .a.svc",
        "x.other, .a.svc",
        "svc, a.svc",
    })
    void aNameOutsideThePermittedSubtreeIsRefused(String name, String subtree) {
        assertThat(refusal(draft -> draft.permit(subtree), draft -> draft.names(name)))
                .hasValue("DNS name \"" + name + "\" is not permitted by any constraint");
    }

    @ParameterizedTest
    @CsvSource({"a.svc, a.svc", "x.a.svc, a.svc", "X.A.svc, a.SVC", "*.a.svc, a.svc", "x.a.svc, .a.svc", "x, ''"})
    void aNameInsideThePermittedSubtreeIsFine(String name, String subtree) {
        assertThat(refusal(draft -> draft.permit(subtree), draft -> draft.names(name)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a.svc, a.svc", "x.a.svc, a.svc", "*.svc, a.svc", "x, ''"})
    void aNameInsideTheExcludedSubtreeIsRefused(String name, String subtree) {
        assertThat(refusal(draft -> draft.exclude(subtree), draft -> draft.names(name)))
                .hasValue("DNS name \"" + name + "\" is excluded by constraint \"" + subtree + "\"");
    }

    @ParameterizedTest
    @CsvSource({"b.svc, a.svc", "*.b.svc, a.svc", "a.svc, .a.svc", "*.svc, local"})
    void aNameOutsideTheExcludedSubtreeIsFine(String name, String subtree) {
        assertThat(refusal(draft -> draft.exclude(subtree), draft -> draft.names(name)))
                .isEmpty();
    }

    @Test
    void onePermittedSubtreeOfManyIsEnoughForEachName() {
        assertThat(refusal(draft -> draft.permit("a.svc", "b.svc"), draft -> draft.names("a.svc", "b.svc")))
                .isEmpty();
    }

    @Test
    void addressesAreJudgedByTheirOwnRangesOnly() {
        UnaryOperator<CertificateDraft> noAddresses = draft -> draft.excludeAddresses("0.0.0.0/0", "fd00::/8");

        assertThat(refusal(noAddresses, draft -> draft.names("a.svc"))).isEmpty();
        assertThat(refusal(noAddresses, draft -> draft.addresses("10.0.0.1")))
                .hasValue("IP address is excluded by a constraint");
        assertThat(refusal(noAddresses, draft -> draft.addresses("fd00::1")))
                .hasValue("IP address is excluded by a constraint");
        assertThat(refusal(draft -> draft.permit("a.svc"), draft -> draft.addresses("10.0.0.1")))
                .isEmpty();
    }

    @Test
    void anAddressMustLieInAPermittedRange() {
        UnaryOperator<CertificateDraft> one = draft -> draft.permitAddresses("10.1.0.0/16");

        assertThat(refusal(one, draft -> draft.addresses("10.1.2.3"))).isEmpty();
        assertThat(refusal(one, draft -> draft.addresses("10.2.2.3")))
                .hasValue("IP address is not permitted by any constraint");
    }

    @Test
    void otherKindsOfNamesAreRefusedOnlyWhereSuchAKindIsConstrained() {
        var person = new GeneralName(new X500Name("CN=person"));
        var page = new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://cluster/sa");

        assertThat(refusal(draft -> draft.permit(person), draft -> draft.names("a.svc")))
                .isEmpty();
        assertThat(refusal(
                        draft -> draft.permit("a.svc"),
                        draft -> draft.names("a.svc").name(page)))
                .isEmpty();
        assertThat(refusal(draft -> draft.permit(person), draft -> draft.name(page)))
                .isEmpty();
        assertThat(refusal(
                        draft -> draft.permit(new GeneralName(GeneralName.rfc822Name, "ns.svc")),
                        draft -> draft.name(page)))
                .isPresent();
    }

    @Test
    void anAuthorityWithoutTheExtensionConstrainsNothing() throws Exception {
        assertThat(ParsedCertificate.of(CertificateAuthority.create("free").certificate())
                        .constraints())
                .isEmpty();
    }

    private static Optional<String> refusal(
            UnaryOperator<CertificateDraft> constraints, UnaryOperator<CertificateDraft> names) {
        try {
            var authority = CertificateAuthority.create("constrained", constraints);
            var leaf = authority.leaf("leaf", names).leaf();
            return ParsedCertificate.of(authority.certificate())
                    .constraints()
                    .orElseThrow()
                    .refusal(SubjectNames.of(leaf));
        } catch (CertificateParsingException e) {
            throw new AssertionError(e);
        }
    }
}
