package io.webhookisolation.x509;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsNamesTest {

    @ParameterizedTest
    @CsvSource({
        "a.ns.svc, b.ns.svc",
        "a.ns.svc.cluster.local, a.ns.svc",
        "a.ns, a.ns.svc",
        "*, a",
        "*, a.ns.svc",
        "*.svc, a.ns.svc",
        "a.*.svc, a.ns.svc",
        "x*.ns.svc, xa.ns.svc",
        "*.ns.svc, ns.svc",
        "*.ns.svc, .ns.svc",
        "*.ns.svc, a b.ns.svc",
        "*.*.svc, a.ns.svc",
        "'', ''",
    })
    void doesNotMatch(String pattern, String host) {
        assertThat(DnsNames.matches(pattern, host)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "a.ns.svc, a.ns.svc",
        "A.ns.SVC, a.NS.svc",
        "*.ns.svc, a.ns.svc",
        "*.ns.svc, a-b.ns.svc",
        "*.NS.svc, a.ns.svc",
        "a_b.ns.svc, a_b.ns.svc",
    })
    void matches(String pattern, String host) {
        assertThat(DnsNames.matches(pattern, host)).isTrue();
    }

    @Test
    void namesAreSortedAndLowerCaseAndWithoutTheCommonNameAndAddresses() {
        var leaf = CertificateAuthority.create("root")
                .leaf("common.svc", draft -> draft.names("b.svc", "A.svc").addresses("10.0.0.1"))
                .leaf();

        assertThat(DnsNames.of(leaf)).containsExactly("a.svc", "b.svc");
    }
}
