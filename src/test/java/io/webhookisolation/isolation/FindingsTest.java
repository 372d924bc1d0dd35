package io.webhookisolation.isolation;

import static io.webhookisolation.fixture.model.Origins.documentAndHome;
import static io.webhookisolation.fixture.model.Origins.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.fixture.model.CallSiteDraft;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.fixture.model.WorkloadDraft;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.TrustBundle;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What findings say: a sentence that stands by itself, on the object to look at first, with evidence. */
class FindingsTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final CertificateAuthority ROOT = CertificateAuthority.create("root");

    @Nested
    class AboutServices {

        @Test
        void anOverlapBlamesTheBroadServiceAndSaysWhatToDo() {
            var finding = only(overlap("kueue"));

            assertThat(finding.object().kindAndName()).isEqualTo("Service/lws-webhook");
            assertThat(finding.message())
                    .isEqualTo("Service ns/lws-webhook selects control-plane=controller-manager, which also reaches"
                            + " Deployment/kueue: calls of ValidatingWebhookConfiguration/lws-webhook fail whenever they"
                            + " land there; add app=lws to its selector");
            assertThat(finding.evidence())
                    .containsExactly(
                            "owner Deployment/lws (lws.yaml): E7 +10: Deployment/lws alone shares the name prefix lws"
                                    + " with the Service",
                            "owner Deployment/lws (lws.yaml): E10 +40: Deployment/lws and the Service come from lws.yaml",
                            "foreign Deployment/kueue: no evidence");
        }

        @Test
        void threeForeignWorkloadsAreNamedAndTheRestIsCounted() {
            var finding = only(overlap("a", "b", "c", "d", "e"));

            assertThat(finding.message())
                    .contains("reaches Deployment/a, Deployment/b, Deployment/c and 2 more: calls");
            assertThat(finding.evidence())
                    .endsWith(
                            "foreign Deployment/a: no evidence",
                            "foreign Deployment/b: no evidence",
                            "foreign Deployment/c: no evidence",
                            "and 2 more workloads");
        }

        @Test
        void threeForeignWorkloadsAreAllNamed() {
            var finding = only(overlap("a", "b", "c"));

            assertThat(finding.message()).contains("reaches Deployment/a, Deployment/b, Deployment/c: calls");
            assertThat(finding.evidence()).endsWith("foreign Deployment/c: no evidence");
        }

        @Test
        void callersAreNamedOnceEach() {
            var finding = only(overlap("kueue")
                    .callSite("lws-webhook", "lws-webhook", site -> site.entry("second"))
                    .callSite("crd", "lws-webhook", site -> site.kind(CallSiteKind.CONVERSION_WEBHOOK)));

            assertThat(finding.message())
                    .contains("calls of CustomResourceDefinition/crd, ValidatingWebhookConfiguration/lws-webhook fail");
        }

        @Test
        void aTemplateThatNeedsALabelFirstIsNamed() {
            var given = Given.manifests()
                    .webhookService("lws-webhook")
                    .deployment("lws")
                    .deployment("kueue");

            assertThat(only(given).message())
                    .endsWith("; label the Pod template of Deployment/lws with app.kubernetes.io/name=lws,"
                            + " then add it to the selector");
        }

        @Test
        void whereNoLabelHelpsTheFindingSaysSo() {
            UnaryOperator<WorkloadDraft> full = draft -> draft.label("app.kubernetes.io/name", "x")
                    .label("app.kubernetes.io/instance", "x")
                    .label("app.kubernetes.io/component", "x")
                    .label("app.kubernetes.io/part-of", "x");
            var given = Given.manifests()
                    .webhookService("lws-webhook")
                    .deployment("lws", full)
                    .deployment("kueue", full);

            assertThat(only(given).message())
                    .endsWith("; no label tells them apart, so give each a namespace of its own");
        }

        @Test
        void aLatentOverlapSaysWhenItWillHurt() {
            var given = Given.manifests()
                    .webhookService("lws-webhook")
                    .deployment("lws", draft -> draft.label("app", "lws"))
                    .deployment("kueue", draft -> draft.replicas(0));

            assertThat(only(given).message())
                    .isEqualTo("Service ns/lws-webhook selects control-plane=controller-manager, which also matches"
                            + " Deployment/kueue: calls will fail as soon as that has a ready endpoint;"
                            + " add app=lws to its selector");
        }

        @Test
        void aSilentMisrouteSaysThatNoErrorWillShow() {
            var given = Given.manifests()
                    .service("lws-webhook")
                    .callSite("v1.lws", "lws-webhook", site -> site.insecure())
                    .deployment("lws", draft -> draft.label("app", "lws"))
                    .deployment("kueue");

            assertThat(only(given).message())
                    .isEqualTo("Service ns/lws-webhook selects control-plane=controller-manager, which also reaches"
                            + " Deployment/kueue: APIService/v1.lws skips TLS verification, so requests land there"
                            + " and no error ever shows; add app=lws to its selector");
        }

        @Test
        void aServiceOfNobodySaysWhoIsThereInstead() {
            var given = Given.manifests()
                    .webhookService("lws-webhook", draft -> draft.from(documentAndHome("lws.yaml", "lws-system")))
                    .deployment("kueue", draft -> draft.from(documentAndHome("kueue.yaml", "kueue-system")));

            assertThat(only(given).message())
                    .isEqualTo("Service ns/lws-webhook selects control-plane=controller-manager, and nothing that it"
                            + " reaches serves lws-webhook.ns.svc: only Deployment/kueue (kueue.yaml) is there, so every"
                            + " call of ValidatingWebhookConfiguration/lws-webhook fails");
        }

        @Test
        void anUnknownOwnershipNamesTheUnknown() {
            var given =
                    Given.manifests().webhookService("gate").deployment("one").deployment("two");

            assertThat(only(given).message())
                    .isEqualTo("Service ns/gate selects control-plane=controller-manager, which matches"
                            + " Deployment/one, Deployment/two, and evidence neither claims nor excludes that");
            assertThat(only(given).evidence())
                    .containsExactly("unknown Deployment/one: no evidence", "unknown Deployment/two: no evidence");
        }

        @Test
        void missingEndpointsSayWhatIsMissing() {
            var nothing = Given.manifests().webhookService("lws-webhook");
            var noPods = Given.manifests().webhookService("lws-webhook").deployment("lws", draft -> draft.replicas(0));
            var notReady = Given.cluster().webhookService("lws-webhook").running("lws", 1, draft -> draft);

            assertThat(only(nothing).message())
                    .isEqualTo("Service ns/lws-webhook selects control-plane=controller-manager, and no workload has"
                            + " these labels: calls of ValidatingWebhookConfiguration/lws-webhook find nobody");
            assertThat(only(noPods).message()).contains("and Deployment/lws wants no Pods or lacks the port: calls");
            assertThat(only(notReady).message()).contains("and Deployment/lws has no ready endpoint: calls");
        }

        @Test
        void endpointsThatDidNotAnswerAreNamedOnAClusterOnly() {
            var cluster = Given.cluster()
                    .webhookService("lws-webhook")
                    .running("lws", 1, draft -> draft, "lws-webhook")
                    .running("blue", 0, draft -> draft.from(release("blue")));

            assertThat(messages(cluster))
                    .contains("Endpoints of Deployment/lws behind Service ns/lws-webhook could not be probed:"
                            + " the verdict rests on labels and mounts");
            assertThat(messages(Given.manifests().webhookService("lws-webhook").deployment("lws")))
                    .isEmpty();
        }

        @Test
        void anIsolatedServiceIsNotMentioned() {
            var given = Given.cluster()
                    .webhookService("lws-webhook")
                    .running("lws", 1, draft -> draft, "lws-webhook")
                    .probe(
                            "lws-webhook",
                            "lws-0",
                            new ProbeOutcome.Served(
                                    ROOT.leaf("lws-webhook.ns.svc").chain()),
                            NOW);

            assertThat(messages(given)).isEmpty();
        }

        @Test
        void anIgnoredServiceKeepsItsVerdictWithoutErrors() {
            var given = Given.manifests()
                    .webhookService("lws-webhook", draft -> draft.ignored("known"))
                    .deployment("lws")
                    .deployment("kueue");

            assertThat(messages(given)).isEmpty();
            assertThat(IsolationAnalysis.analyse(given.snapshot(), List.of(), NOW)
                            .services()
                            .getFirst()
                            .foreign())
                    .hasSize(1);
        }

        @Test
        void anIgnoredServiceKeepsItsNotes() {
            var given = Given.cluster()
                    .webhookService("lws-webhook", draft -> draft.ignored("known"))
                    .running("lws", 1, draft -> draft, "lws-webhook");

            assertThat(messages(given)).hasSize(1);
        }

        @Test
        void allCallSitesMustBeIgnoredForTheServiceToBe() {
            var one = Given.manifests()
                    .service("lws-webhook")
                    .callSite("a", "lws-webhook", site -> site.ignored("known"))
                    .deployment("lws")
                    .deployment("kueue");

            assertThat(messages(one)).isEmpty();
            assertThat(messages(one.callSite("b", "lws-webhook", site -> site))).hasSize(1);
        }

        private static Given overlap(String... foreign) {
            var given = Given.manifests()
                    .webhookService("lws-webhook", draft -> draft.from(documentAndHome("lws.yaml", "lws")))
                    .deployment(
                            "lws",
                            draft -> draft.from(documentAndHome("lws.yaml", "lws"))
                                    .label("app", "lws"));
            for (var name : foreign) {
                given.deployment(name);
            }
            return given;
        }
    }

    @Nested
    class AboutCallSites {

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
            assertThat(messages(bundled(site -> site.bundle(TrustBundle.EMPTY))))
                    .isEmpty();
        }

        @Test
        void whiteSpaceIsAPlaceholderInManifestsAnErrorOnAClusterAndNothingInACustomResourceDefinition() {
            UnaryOperator<CallSiteDraft> blank = site -> site.bundle(Pem.bundle(" \n"));

            assertThat(only(bundled(blank)).severity().word()).isEqualTo("note");
            assertThat(only(bundled(blank)).message())
                    .isEqualTo("The caBundle of ValidatingWebhookConfiguration/hooks holds nothing but white space:"
                            + " somebody has to fill this placeholder in");
            assertThat(findings(Given.cluster()
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

    @Nested
    class AboutNames {

        @Test
        void aServiceThatTwoManifestsClaimIsNamedWithBoth() {
            var given = Given.manifests()
                    .service("lws", draft -> draft.at("a.yaml", 1))
                    .service("lws", draft -> draft.at("b.yaml", 7))
                    .callSite("hooks", "lws", site -> site)
                    .deployment("lws");

            assertThat(only(given).code().name()).isEqualTo("WI305");
            assertThat(only(given).message())
                    .isEqualTo("Service ns/lws is claimed by 2 manifests, a.yaml:1:1, b.yaml:7:1:"
                            + " whichever is installed last overwrites the other");
            assertThat(only(given).evidence()).containsExactly("a.yaml:1:1", "b.yaml:7:1");
        }

        @Test
        void aConfigurationThatTwoManifestsClaimIsNamedToo() {
            var given = Given.manifests()
                    .service("lws")
                    .callSite("hooks", "lws", site -> site.at("a.yaml", 1))
                    .callSite("hooks", "lws", site -> site.at("b.yaml", 1))
                    .deployment("lws");

            assertThat(only(given).message()).startsWith("ValidatingWebhookConfiguration hooks is claimed by 2");
        }

        @Test
        void twoEntriesOfOneConfigurationAndServicesThatNobodyCallsAreFine() {
            var given = Given.manifests()
                    .service("lws")
                    .service("metrics", draft -> draft.at("a.yaml", 1))
                    .service("metrics", draft -> draft.at("b.yaml", 1))
                    .callSite("hooks", "lws", site -> site.entry("a"))
                    .callSite("hooks", "lws", site -> site.entry("b"))
                    .callSite("hooks", "lws", site -> site.kind(CallSiteKind.MUTATING_WEBHOOK))
                    .deployment("lws");

            assertThat(messages(given)).isEmpty();
        }
    }

    private static Finding only(Given given) {
        var findings = findings(given);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private static List<String> messages(Given given) {
        return findings(given).stream().map(Finding::message).toList();
    }

    private static List<Finding> findings(Given given) {
        return IsolationAnalysis.analyse(given.snapshot(), Policy.DEFAULT_LABEL_KEYS, NOW)
                .findings();
    }
}
