package io.webhookisolation.isolation;

import static io.webhookisolation.isolation.Found.messages;
import static io.webhookisolation.isolation.Found.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.fixture.model.CallSiteDraft;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.TrustBundle;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What findings about call sites say: a sentence that stands by itself, on the object to look at first, with evidence. */
class CallSiteFindingsTest {

    private static final CertificateAuthority ROOT = CertificateAuthority.create("root");

    @Test
    void aMissingServiceIsNamedOncePerConfiguration() {
        var given = Given.manifests()
                .callSite("hooks", "lws", site -> site.entry("a"))
                .callSite("hooks", "lws", site -> site.entry("b"));

        assertThat(only(given).message())
                .isEqualTo("ValidatingWebhookConfiguration/hooks names Service ns/lws, which does not exist");
        assertThat(only(given).object().kindAndName()).isEqualTo("ValidatingWebhookConfiguration/hooks");
    }

    @Test
    void aMissingPortIsNamedWithThoseThatAreThere() {
        var given = Given.manifests()
                .service("lws", draft -> draft.port(80, "80").port(8443, "9443"))
                .callSite("hooks", "lws", site -> site)
                .deployment("lws");

        assertThat(only(given).message())
                .isEqualTo("ValidatingWebhookConfiguration/hooks calls port 443 of Service ns/lws,"
                        + " which has 80, 8443");
    }

    @Test
    void aPortOfAnExternalNameIsNotLookedUp() {
        var given = Given.manifests()
                .service("lws", draft -> draft.externalName("example.io"))
                .callSite("hooks", "lws", site -> site.port(8443));

        assertThat(messages(given)).isEmpty();
    }

    @Test
    void ignoredCallSitesAndServicesAreNotMentioned() {
        var ignoredSites = Given.manifests()
                .callSite("missing", "nowhere", site -> site.ignored("known"))
                .service("lws")
                .callSite("port", "lws", site -> site.port(1).ignored("known"))
                .callSite(
                        "bundle",
                        "lws",
                        site -> site.bundle(Pem.bundle("garbage")).ignored("known"))
                .deployment("lws");
        var ignoredService = Given.manifests()
                .service("lws", draft -> draft.ignored("known"))
                .callSite("port", "lws", site -> site.port(1))
                .deployment("lws");

        assertThat(messages(ignoredSites)).isEmpty();
        assertThat(messages(ignoredService)).isEmpty();
    }

    @Test
    void aUrlIsOutsideOurReach() {
        assertThat(messages(Given.manifests()
                        .callSite(
                                "hooks",
                                "",
                                site -> site.url("https://example.io").entry("a"))))
                .containsExactly("ValidatingWebhookConfiguration/hooks entry a calls https://example.io,"
                        + " which is outside our reach");
    }

    @Test
    void aBundleWithoutCertificatesIsAnError() {
        var notBase64 = "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n";

        var finding = only(bundled(site -> site.bundle(Pem.bundle(notBase64))));

        assertThat(finding.severity().word()).isEqualTo("error");
        assertThat(finding.message())
                .isEqualTo("No certificate can be read from the caBundle of ValidatingWebhookConfiguration/hooks:"
                        + " every call fails with \"unable to parse bytes as PEM block\"");
        assertThat(finding.evidence()).containsExactly("the certificate block at line 1 is not base64");
    }

    @Test
    void aBadBlockAmongGoodOnesIsANote() {
        var mixed = Pem.of(ROOT.certificate()) + "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n";

        var finding = only(bundled(site -> site.bundle(Pem.bundle(mixed))));

        assertThat(finding.severity().word()).isEqualTo("note");
        assertThat(finding.message())
                .isEqualTo("A part of the caBundle of ValidatingWebhookConfiguration/hooks serves nothing:"
                        + " the API server skips it");
        assertThat(finding.evidence()).hasSize(1);
    }

    @Test
    void aCertificateThatStandsTwiceIsANote() {
        var finding = only(bundled(site -> site.bundle(Pem.bundle(ROOT.certificate(), ROOT.certificate()))));

        assertThat(finding.severity().word()).isEqualTo("note");
        assertThat(finding.evidence()).singleElement().asString().endsWith("repeats an earlier one");
    }

    @Test
    void aGoodBundleAndNoneAreNotMentioned() {
        assertThat(messages(bundled(site -> site.bundle(ROOT.bundle())))).isEmpty();
        assertThat(messages(bundled(site -> site.bundle(TrustBundle.EMPTY)))).isEmpty();
    }

    @Test
    void whiteSpaceIsAPlaceholderInManifestsAnErrorOnAClusterAndNothingInACustomResourceDefinition() {
        UnaryOperator<CallSiteDraft> blank = site -> site.bundle(Pem.bundle(" \n"));

        assertThat(only(bundled(blank)).severity().word()).isEqualTo("note");
        assertThat(only(bundled(blank)).message())
                .isEqualTo("The caBundle of ValidatingWebhookConfiguration/hooks holds nothing but white space:"
                        + " somebody has to fill this placeholder in");
        assertThat(Found.all(Given.cluster()
                        .service("lws", draft -> draft.externalName("example.io"))
                        .callSite("hooks", "lws", blank)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity().word()).isEqualTo("error");
                    assertThat(finding.message())
                            .isEqualTo("The caBundle of ValidatingWebhookConfiguration/hooks holds nothing but"
                                    + " white space: every call fails");
                });
        assertThat(messages(bundled(site -> blank.apply(site).kind(CallSiteKind.CONVERSION_WEBHOOK))))
                .isEmpty();
    }

    private static Given bundled(UnaryOperator<CallSiteDraft> options) {
        return Given.manifests()
                .service("lws")
                .callSite("hooks", "lws", options)
                .deployment("lws");
    }
}
